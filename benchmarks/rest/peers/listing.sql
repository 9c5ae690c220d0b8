-- What the peers read: a row for each date of each shown event, with what a list of ours shows of it, and the one index that
-- the filtered list needs. They join nothing, count nothing apart, and keep no history.
create schema peers;

create table peers.listing as
select
  row_number() over () as id, e.id as event_id, e.title, e.description, e.category, e.tags, o.starts_at, o.ends_at, o.date_only,
  e.venue_name, e.venue_address, e.plus_code, e.organizer_name, e.external_url, e.ticket_url, e.cost_type, e.price_range,
  e.quality_score, st_y(e.location::geometry) as latitude, st_x(e.location::geometry) as longitude,
  e.location::geometry(point, 4326) as location
from jatre.event_occurrences as o join jatre.discovered_events as e on e.id = o.event_id
where e.is_public and e.moderation_status = 'approved' and not o.cancelled;

alter table peers.listing add primary key (id);

create index listing_filtered on peers.listing using gist (category, starts_at, location);

create function peers.listings_near(
  category text, starts_from timestamptz, starts_until timestamptz, lng float8, lat float8, metres float8
) returns setof peers.listing language sql stable rows 20
begin atomic
  select l.*
  from peers.listing as l
  where l.category = listings_near.category and l.starts_at between starts_from and starts_until
    and l.location && st_expand(st_setsrid(st_makepoint(lng, lat), 4326), metres / 90000)
    and st_dwithin(l.location::geography, st_makepoint(lng, lat)::geography, metres)
  order by l.starts_at, l.id;
end;

vacuum analyze peers.listing
