-- The service tells its operator how far the numbering is behind.
revoke execute on function jatre.feed_outbox_v1() from public;
grant execute on function jatre.feed_outbox_v1() to jatre_service;
