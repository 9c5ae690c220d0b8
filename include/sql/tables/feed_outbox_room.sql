-- Keep the room that a burst has taken: giving it back locks the table, and asking for it anew, page by page, is what
-- thirty writers at once wait for.
alter table jatre.feed_outbox set (vacuum_truncate = off);
