-- The right to send one request of the source :source_id.
select
  r.reservation,
  r.wait
from
  jatre.request_reserve(
    :source_id, :requests, make_interval(secs => :per), make_interval(secs => :patience), make_interval(secs => :held)
  ) as r
