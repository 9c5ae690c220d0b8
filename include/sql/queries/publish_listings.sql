-- The verdict on each listing of :events: the primary one is approved or rejected with its event, the others duplicate
-- it.
update jatre.events_staging as l
set status = v.status, duplicate_of = v.duplicate_of
from (
  select
    x.id,
    case
      when e.moderation_status = 'rejected' then 'rejected'
      when x.id <> (e.draft ->> 'primary')::uuid then 'duplicate'
      when e.moderation_status = 'approved' then 'approved'
      else 'pending'
    end as status,
    case when x.id <> (e.draft ->> 'primary')::uuid then (e.draft ->> 'primary')::uuid end as duplicate_of
  from jatre.discovered_events as e
  inner join jatre.events_staging as x on e.id = x.event_id
  where e.id = any(cast(:events as uuid[])) and e.draft is not null and x.status <> 'set_aside'
) as v
where l.id = v.id and (l.status, l.duplicate_of) is distinct from (v.status, v.duplicate_of)
