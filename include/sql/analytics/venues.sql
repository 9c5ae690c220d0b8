-- What goes on where: one row per known place, with its public events counted.
create view analytics.venues with (security_barrier) as
with held as (
  select
    e.place_id,
    count(*) as events,
    count(*) filter (where e.start_time > jatre.now_v1()) as events_ahead,
    count(distinct e.source_id) as sources,
    min(e.published_at) as first_published_at,
    max(e.start_time) as last_start
  from jatre.discovered_events as e
  where e.is_public
  group by e.place_id
)

select
  p.id as place_id,
  p.slug,
  p.name,
  p.kind,
  p.address,
  p.area_code,
  st_y(p.location::geometry) as latitude,
  st_x(p.location::geometry) as longitude,
  coalesce(h.events, 0) as events,
  coalesce(h.events_ahead, 0) as events_ahead,
  coalesce(h.sources, 0) as sources,
  h.first_published_at,
  h.last_start
from jatre.places as p
left join held as h on p.id = h.place_id;

comment on view analytics.venues is 'One row per known place, with the public events that are or were there.';
comment on column analytics.venues.place_id is 'the place';
comment on column analytics.venues.slug is 'its name in the data of its area';
comment on column analytics.venues.name is 'its name for people';
comment on column analytics.venues.kind is 'what kind of place';
comment on column analytics.venues.address is 'the postal address';
comment on column analytics.venues.area_code is 'the area it lies in';
comment on column analytics.venues.latitude is 'degrees of WGS 84';
comment on column analytics.venues.longitude is 'degrees of WGS 84';
comment on column analytics.venues.events is 'how many public events have been there or will be';
comment on column analytics.venues.events_ahead is 'how many of them begin after now';
comment on column analytics.venues.sources is 'whose word stands first for them: how many sources';
comment on column analytics.venues.first_published_at is 'when the public first saw one of them';
comment on column analytics.venues.last_start is 'the latest start of them, which may lie ahead';
