-- What is stated of the hours of a place and still counts, and by whom, the weightiest first.
select
  h.origin,
  h.stated,
  h.week,
  h.special,
  h.left_out,
  h.decided_by,
  h.reason,
  h.stated_at,
  h.valid_until
from jatre.place_hours as h
where h.place_id = :place and (h.valid_until is null or h.valid_until > jatre.now_v1())
order by array_position(jatre.place_origins(), h.origin)
