-- How far the feed was read, held until the end of the transaction; nothing while another process holds it.
select
  seq,
  filled
from jatre.alert_cursor for update skip locked
