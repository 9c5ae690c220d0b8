-- Let go of deliveries that were taken long ago. Their senders' time stamps are refused by then.
delete from jatre.webhook_inbox
where taken_at < clock_timestamp() - cast(:keep as interval)
