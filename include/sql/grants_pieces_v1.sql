-- The service numbers and reads the feed in bounded pieces.
revoke execute on function
jatre.feed_count_large_v1(xid8[], integer, integer), jatre.feed_sequence_v3(integer, integer),
jatre.feed_read_v2(bigint, integer, bigint)
from public;
grant execute on function jatre.feed_sequence_v3(integer, integer), jatre.feed_read_v2(bigint, integer, bigint)
to jatre_service;
