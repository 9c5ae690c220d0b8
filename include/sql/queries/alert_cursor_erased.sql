-- Let nobody read the feed for alerts until the end of the transaction, nor write afterwards what was read before.
update jatre.alert_cursor set erasures = erasures + 1
