-- An answer, or that there is none. The listings that waited for it are categorised again, but for what is gone or has
-- no body any more.
with answered as (
  update jatre.model_answers as a
  set
    answer = :answer,
    answered_at = clock_timestamp(),
    ask_at = null,
    tries = 0,
    reason = :reason
  where a.model = :model and a.prompt_version = :version and a.question_hash = :hash
),

served as (
  delete from jatre.model_askers as k
  where k.model = :model and k.prompt_version = :version and k.question_hash = :hash
  returning k.listing_id
)

update jatre.events_staging as l
set stage = 'nlp'
from served as s
where
  l.id = s.listing_id
  and cast(:answer as text) is not null
  and l.gone_at is null
  and l.raw_data is not null
  and l.status <> 'set_aside'
  and l.stage in ('geocode', 'dedup', 'enrich', 'publish', 'done')
