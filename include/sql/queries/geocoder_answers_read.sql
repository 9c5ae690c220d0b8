-- What :service has answered to :questions about places of an area. `is_old`: it is to be asked again meanwhile.
select
  a.question,
  a.answer,
  a.answered_at
  < clock_timestamp() - cast(case when a.answer is null then :none_keep else :keep end as interval) as is_old
from jatre.geocoder_answers as a
where
  a.service = :service
  and a.area_code = :area
  and a.question = any(cast(:questions as text[]))
  and a.answered_at is not null
