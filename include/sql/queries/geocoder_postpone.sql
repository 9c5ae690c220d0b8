-- A question that could not be asked is asked later.
update jatre.geocoder_answers as a
set
  ask_at = clock_timestamp() + cast(:wait as interval),
  tries = case when :counts then a.tries else greatest(a.tries - 1, 0) end,
  reason = :reason
where a.service = :service and a.area_code = :area and a.question = :question
