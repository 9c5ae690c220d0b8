-- How far the feed was read, and how many erasures there were, held until the end of the transaction; nothing while
-- another process holds it.
select
  seq,
  filled,
  erasures
from jatre.alert_cursor for update skip locked
