-- Whether a person has decided anything since a training was last taken out of use: the same decisions would only bring
-- the same weights back.
with withdrawn as (
  select max(m.withdrawn_at) as last_at
  from jatre.match_models as m
)

select
  w.last_at is null
  or exists (
    select
    from jatre.event_decisions as d
    where d.kind in ('merge', 'split') and d.decided_at > w.last_at
  ) as there_is_news
from withdrawn as w
