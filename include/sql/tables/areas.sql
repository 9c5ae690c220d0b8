-- The areas an installation serves. Polygons may nest; a point belongs to the smallest that holds it.
create table jatre.areas (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text not null,
  timezone text not null,
  currency char(3) not null,
  outline geography (multipolygon, 4326) not null,
  centre geography (point, 4326) not null,
  -- for finding the smallest: measuring a polygon takes longer than asking whether it holds a point
  square_metres double precision not null generated always as (public.st_area(outline)) stored
);

create index areas_outline_idx on jatre.areas using gist (outline);
