-- How often a row was begun and neither done nor set aside since: a process that dies takes nothing back. Written in a
-- transaction of its own, before the work; see include/pipeline/ledger.py.
alter table jatre.events_staging add column tries smallint not null default 0;

-- A signed address of a picture has 3,000 characters, more than an entry of an index may have.
alter table jatre.event_images drop constraint event_images_event_id_url_key;
create unique index event_images_url_idx on jatre.event_images (event_id, md5(url));
