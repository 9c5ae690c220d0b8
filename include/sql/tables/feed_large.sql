-- What the sequencer knows of a transaction too large for one step: how far it has been counted, and its last change.
create table jatre.feed_large (
  xid xid8 primary key,
  counted_to bigint not null default 0,
  last_id bigint not null
);

-- How many changes it made in each room. A room that is missing has few.
create table jatre.feed_large_rooms (
  xid xid8 not null,
  room text not null,
  size bigint not null,
  primary key (xid, room)
);

-- One transaction's changes in order, from any of them on.
drop index jatre.feed_outbox_xid_idx;
create index feed_outbox_xid_id_idx on jatre.feed_outbox (xid, id);
