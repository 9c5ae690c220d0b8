-- The picture that has waited longest, for one worker: it waits again, :held long, in case that worker dies.
with taken as materialized ( -- once: a subquery in a join may be run again, and then takes the next one
  select w.url_hash
  from jatre.image_thumbnails as w
  where w.ask_at <= clock_timestamp()
  order by w.ask_at, w.url_hash
  limit 1
  for update skip locked
)

update jatre.image_thumbnails as a
set
  ask_at = clock_timestamp() + cast(:held as interval),
  tries = least(a.tries + 1, 1000)
from taken as t
where a.url_hash = t.url_hash
returning a.url_hash, a.url, a.tries
