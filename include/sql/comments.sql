-- What the tables and columns are that no model describes: SQL functions alone use them. All others are explained in
-- include/models, each where it is declared.

comment on table jatre.feed_outbox is
'Where triggers leave changes that have no number yet. One unpartitioned table: a missing partition would fail '
'the writer.';
comment on column jatre.feed_outbox.id is 'the order of writing';
comment on column jatre.feed_outbox.xid is 'the writer''s transaction';
comment on column jatre.feed_outbox.kind is 'as in feed_changes';
comment on column jatre.feed_outbox.entity is 'what changed';
comment on column jatre.feed_outbox.version is 'of the entity';
comment on column jatre.feed_outbox.rooms is 'where it is delivered';
comment on column jatre.feed_outbox.payload is 'JSON';
comment on column jatre.feed_outbox.changed_at is 'when it was written';

comment on table jatre.feed_head is 'Where the feed stands: one row.';
comment on column jatre.feed_head.singleton is 'always true';
comment on column jatre.feed_head.head is 'the last number given';
comment on column jatre.feed_head.floor is 'the smallest position from which a resume is still complete';
comment on column jatre.feed_head.partitioned_until is 'the first number that has no partition yet';
comment on column jatre.feed_head.epoch is 'one life of the feed; a cursor of another one is reset';
comment on column jatre.feed_head.fingerprint is 'distinguishes this database''s history from any other';
comment on column jatre.feed_head.salt is 'makes a new epoch differ';

comment on table jatre.feed_changes is
'The feed: dense, ordered by seq, written by the sequencer alone; partitioned by seq.';
comment on column jatre.feed_changes.seq is 'its place in the one order';
comment on column jatre.feed_changes.kind is
'event:new, event:updated, event:cancelled, event:removed, place:status, weather:update, bulk, moderation, reset';
comment on column jatre.feed_changes.entity is 'what changed';
comment on column jatre.feed_changes.version is 'of the entity';
comment on column jatre.feed_changes.rooms is 'where it is delivered';
comment on column jatre.feed_changes.payload is 'JSON';
comment on column jatre.feed_changes.changed_at is 'when it was written';
comment on column jatre.feed_changes.sequenced_at is 'when it got its number';

comment on table jatre.feed_large is
'What the sequencer knows of a transaction too large for one step, until its last change has its number.';
comment on column jatre.feed_large.xid is 'the transaction';
comment on column jatre.feed_large.counted_to is 'how far its changes have been counted';
comment on column jatre.feed_large.last_id is 'its last change in the outbox';

comment on table jatre.feed_large_rooms is
'How many changes such a transaction made in each room; a room that is missing has few.';
comment on column jatre.feed_large_rooms.xid is 'the transaction';
comment on column jatre.feed_large_rooms.room is 'the room';
comment on column jatre.feed_large_rooms.size is 'its changes there';

comment on table jatre.repeatables is 'What the functions, views and triggers were last made from.';
comment on column jatre.repeatables.fingerprint is 'of all their files';
