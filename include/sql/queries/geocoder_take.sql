-- The question that has waited longest, for one worker: it waits again, :held long, in case that worker dies.
with taken as materialized ( -- once: a subquery in a join may be run again, and then takes the next one
  select
    w.area_code,
    w.question
  from jatre.geocoder_answers as w
  where w.service = :service and w.ask_at <= clock_timestamp()
  order by w.ask_at, w.question
  limit 1
  for update skip locked
)

update jatre.geocoder_answers as a
set
  ask_at = clock_timestamp() + cast(:held as interval),
  tries = least(a.tries + 1, 1000)
from taken as t
where a.service = :service and a.area_code = t.area_code and a.question = t.question
returning a.area_code, a.question, a.name, a.house, a.tries
