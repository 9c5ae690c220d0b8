-- Let nobody read the feed for alerts until the end of the transaction.
select from jatre.alert_cursor for update
