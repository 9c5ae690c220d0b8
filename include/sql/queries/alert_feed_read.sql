-- Changes of the feed after :after, and how many erasures there were before they were read.
select
  f.seq,
  f.kind,
  f.entity,
  f.version,
  f.payload,
  c.erasures
from jatre.feed_read_v2(:after, :changes, :bytes) as f cross join jatre.alert_cursor as c
order by f.seq
