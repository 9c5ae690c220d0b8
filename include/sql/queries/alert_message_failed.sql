-- Try a message again, after :wait at the earliest, and in no quiet hours; a question is asked in these as well.
update jatre.alert_messages as m
set
  error = :error,
  next_try_at = case m.kind
    when 'news' then jatre.alert_awake(c, greatest(m.next_try_at, clock_timestamp() + :wait))
    else greatest(m.next_try_at, clock_timestamp() + :wait)
  end
from jatre.alert_channels as c
where m.id = :message and m.channel_id = c.id
