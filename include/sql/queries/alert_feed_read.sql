select
  seq,
  kind,
  entity,
  version,
  payload
from jatre.feed_read_v2(:after, :changes, :bytes)
