-- How far alerts are behind: changes of the feed that are not read yet, what was found and nobody is told of yet, and
-- messages that have neither arrived nor failed.
select
  p.head - c.seq as unread,
  (select count(*) from jatre.alert_findings) as untold,
  (
    select count(*) from jatre.alert_messages
    where ended is null
  ) as unsent
from jatre.feed_position_v2() as p, jatre.alert_cursor as c
