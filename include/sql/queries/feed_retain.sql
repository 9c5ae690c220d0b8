-- Let go of the changes older than :keep; clients that come back with an older cursor have to list again.
select jatre.feed_retain(:keep) as dropped
