-- The question that has waited longest, for one worker: it waits again, :held long, in case that worker dies.
with taken as materialized ( -- once: a subquery in a join may be run again, and then takes the next one
  select w.question_hash
  from jatre.model_answers as w
  where w.model = :model and w.prompt_version = :version and w.ask_at <= clock_timestamp()
  order by w.ask_at, w.question_hash
  limit 1
  for update skip locked
)

update jatre.model_answers as a
set
  ask_at = clock_timestamp() + cast(:held as interval),
  tries = least(a.tries + 1, 1000)
from taken as t
where a.model = :model and a.prompt_version = :version and a.question_hash = t.question_hash
returning a.question_hash, a.question, a.posted_at, a.tries
