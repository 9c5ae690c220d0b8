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

comment on table jatre.alert_channels is
'Who wants to be told of events: an address, a device or a webhook. There are no accounts.';
comment on column jatre.alert_channels.id is 'the person, as far as we know one';
comment on column jatre.alert_channels.kind is 'email, push, webhook, or page: what a browser asks for itself';
comment on column jatre.alert_channels.address is 'where, sealed (include/alerts/sealing.py); page has none';
comment on column jatre.alert_channels.digest is 'a keyed digest of kind and address, to recognise it by';
comment on column jatre.alert_channels.mailbox is
'a keyed digest that all spellings of an e-mail address share, to count how often its holder is asked';
comment on column jatre.alert_channels.token_digest is 'SHA-256 of the word in its links';
comment on column jatre.alert_channels.language is 'in which it is told: en, kn';
comment on column jatre.alert_channels.zone is 'in which its hours and days are: IANA name';
comment on column jatre.alert_channels.quiet_from is 'when its quiet hours begin, in which nothing is sent';
comment on column jatre.alert_channels.quiet_until is 'when they end; they may pass midnight';
comment on column jatre.alert_channels.digest_hour is 'the hour at which news come together; at once without it';
comment on column jatre.alert_channels.max_per_day is 'messages on one of its days at most';
comment on column jatre.alert_channels.created_at is 'when';
comment on column jatre.alert_channels.confirmed_at is 'when its holder said yes';
comment on column jatre.alert_channels.unsubscribed_at is 'since when nothing is sent to it any more';

comment on table jatre.alerts is
'What somebody wants to be told of: what passes a filter, or what becomes of one event.';
comment on column jatre.alerts.id is 'its name';
comment on column jatre.alerts.channel_id is 'who wants it';
comment on column jatre.alerts.name is 'what they call it';
comment on column jatre.alerts.filter is 'the filter, by the names of its fields in requests';
comment on column jatre.alerts.words is 'what the search of its filter finds, as a query';
comment on column jatre.alerts.word_keys is
'keys of which each event has one that the search finds; none: no such words';
comment on column jatre.alerts.event_id is 'the event that it follows';
comment on column jatre.alerts.kinds is
'of which news it tells: new, moved, cancelled, postponed, price, sold_out, soon';
comment on column jatre.alerts.created_at is 'when';
comment on column jatre.alerts.confirmed_at is 'when the holder of the address said yes to this one';
comment on column jatre.alerts.changed_xid is 'the transaction that changed it last: how the matcher finds what is new';

comment on table jatre.alert_messages is 'What is sent as one: news that belong together, or a question.';
comment on column jatre.alert_messages.id is 'its name, the same at each try, by which a receiver knows a repetition';
comment on column jatre.alert_messages.channel_id is 'to whom';
comment on column jatre.alert_messages.kind is 'confirm: whether an alert is wanted; news: of events';
comment on column jatre.alert_messages.alert_id is 'the alert that is asked about';
comment on column jatre.alert_messages.created_at is 'when';
comment on column jatre.alert_messages.tries is 'how often it was tried';
comment on column jatre.alert_messages.next_try_at is 'when it may be tried again, unless it has ended';
comment on column jatre.alert_messages.ended is 'sent, failed, or dropped: nothing in it is news any more';
comment on column jatre.alert_messages.ended_at is 'when';
comment on column jatre.alert_messages.error is 'why the last try failed';

comment on table jatre.alert_findings is 'What was found of an event for all its alerts, until they are told.';
comment on column jatre.alert_findings.id is 'the order';
comment on column jatre.alert_findings.event_id is 'of which event';
comment on column jatre.alert_findings.kind is
'new, moved, cancelled, postponed, price, sold_out';
comment on column jatre.alert_findings.version is 'of the event; 0 of what is new';
comment on column jatre.alert_findings.detail is 'before and after, of what has changed';
comment on column jatre.alert_findings.alerts is 'the alerts that it is told to, unless they do not want its kind';
comment on column jatre.alert_findings.found_at is 'when';

comment on table jatre.alert_outbox is 'What somebody is told, at most once: by channel, event, kind and version.';
comment on column jatre.alert_outbox.id is 'the order';
comment on column jatre.alert_outbox.channel_id is 'to whom';
comment on column jatre.alert_outbox.alert_id is 'by which alert, which may be gone';
comment on column jatre.alert_outbox.event_id is 'of which event';
comment on column jatre.alert_outbox.kind is
'new, moved, cancelled, postponed, price, sold_out, or soon: it begins within an hour';
comment on column jatre.alert_outbox.version is
'of the event; 0 of what is new, and of what begins soon the second (Unix) at which it does';
comment on column jatre.alert_outbox.detail is 'before and after, of what has changed';
comment on column jatre.alert_outbox.created_at is 'when it was found';
comment on column jatre.alert_outbox.due_at is 'when it may be sent: after quiet hours, at the hour of a digest';
comment on column jatre.alert_outbox.waits is
'whether it is in no message yet; what a page asks for itself never waits';
comment on column jatre.alert_outbox.message_id is 'the message in which it is sent, which may be kept no more';

comment on table jatre.alert_events is 'Events as the matcher has seen them last: what has changed is told by it.';
comment on column jatre.alert_events.event_id is 'the event';
comment on column jatre.alert_events.version is 'of the event; older changes are known';
comment on column jatre.alert_events.over_at is 'when its last date is over';
comment on column jatre.alert_events.document is 'what filters and news read of it';
comment on column jatre.alert_events.search is 'what searches found it by';

comment on table jatre.alert_cursor is 'How far the matcher has read the feed: one row, held by who reads.';
comment on column jatre.alert_cursor.one is 'always true';
comment on column jatre.alert_cursor.seq is 'the last change that it has read';
comment on column jatre.alert_cursor.erasures is 'erasures so far: what a step read before one is not written after';
comment on column jatre.alert_cursor.filled is 'whether the events that were there at first are known';
