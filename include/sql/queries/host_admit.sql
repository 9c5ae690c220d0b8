-- How long :host is to be left alone, and why.
select
  h.wait,
  h.reason
from jatre.host_admit(:host, :source_id, make_interval(secs => :try_seconds)) as h
