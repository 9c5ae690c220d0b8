-- Thumbnails of the pictures that events show.
create table jatre.image_thumbnails (
  url_hash bytea primary key check (octet_length(url_hash) = 32),
  url text not null check (length(url) between 1 and 4000),
  ask_at timestamptz,
  tries smallint not null default 0,
  reason text,
  fetched_at timestamptz,
  archived_uri text,
  width integer check (width > 0),
  height integer check (height > 0),
  perceptual_hash bigint,
  name text check (name ~ '^[0-9a-f]{32}-[0-9]{1,4}x[0-9]{1,4}[.]webp$'),
  body bytea,
  check ((body is null) = (name is null))
);
create index image_thumbnails_waiting on jatre.image_thumbnails (ask_at) where ask_at is not null;
create index image_thumbnails_name on jatre.image_thumbnails (name) where name is not null;
create index event_images_url on jatre.event_images (md5(url));
