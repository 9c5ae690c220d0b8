-- An answer, or that there is none. The listings that waited for it are located again, but for what is gone or has no
-- body any more.
with answered as (
  update jatre.geocoder_answers as a
  set
    answer = cast(:answer as jsonb),
    answered_at = clock_timestamp(),
    ask_at = null,
    tries = 0,
    reason = :reason
  where a.service = :service and a.area_code = :area and a.question = :question
),

served as (
  delete from jatre.geocoder_askers as k
  where k.service = :service and k.area_code = :area and k.question = :question
  returning k.listing_id
)

update jatre.events_staging as l
set stage = 'geocode'
from served as s
where
  l.id = s.listing_id
  and l.gone_at is null
  and l.raw_data is not null
  and l.status <> 'set_aside'
  and l.stage in ('dedup', 'enrich', 'publish', 'done')
