-- :events events, 500 a week, half of them over at :now and half to come; in a hundred, 15 are weekly series of eight
-- dates, two run for twenty days, eight have no hour. Written without triggers: what these would keep stands here.
insert into jatre.areas (code, name, timezone, currency, outline, centre)
select code, code, 'Asia/Kolkata', 'INR', st_multi(st_buffer(centre, radius, 16)::geometry)::geography, centre
from (values ('bengaluru', 20000), ('indiranagar', 2500)) as a (code, radius),
  (select st_setsrid(st_makepoint(77.6412, 12.9719), 4326)::geography as centre) as c;

insert into jatre.event_sources (slug, name, kind, type) values ('bench', 'A sample site', 'rss', 'rss');

create function pg_temp.pick(n bigint, salt integer, choices integer) returns integer language sql immutable
return (hashint8extended(n, salt) & 1073741823) % choices;

-- small numbers far more often than large ones, as words are in a language
create function pg_temp.word(n bigint, salt integer, choices integer) returns text language sql immutable
return translate((floor(choices::float8 ^ (pg_temp.pick(n, salt, 100000) / 100000::float8)) * 7919 + 104729)::bigint::text,
  '0123456789', 'aeioukrmns') || (array['va', 'tor', 'li', 'ning', 'sha'])[1 + pg_temp.pick(n, salt + 500, 5)];

create temporary table made as
select
  n, md5(n::text)::uuid as id,
  (array['music', 'workshop', 'market', 'sports', 'cultural_event', 'meetup', 'food_festival'])[1 + pg_temp.pick(n, 1, 7)] as category,
  initcap(pg_temp.word(n, 2, 5000)) || ' ' || pg_temp.word(n, 3, 5000) || ' ' || pg_temp.word(n, 4, 500) as title,
  'The ' || initcap(pg_temp.word(n % 800, 5, 2000)) || ' House' as venue,
  (select string_agg(pg_temp.word(n, 20 + w, 20000), ' ') from generate_series(1, 40) as w) as description,
  st_setsrid(st_makepoint(
    77.6412 + (pg_temp.pick(n, 6, 20001) - 10000) / 80000.0, 12.9719 + (pg_temp.pick(n, 7, 20001) - 10000) / 80000.0
  ), 4326)::geography as location,
  pg_temp.pick(n, 8, 100) < 30 as free,
  pg_temp.pick(n, 9, 100) between 0 and 14 as weekly,
  pg_temp.pick(n, 9, 100) between 15 and 16 as long,
  pg_temp.pick(n, 9, 100) between 17 and 24 as date_only,
  (date_trunc('day', timestamptz :now at time zone 'Asia/Kolkata')
    + ((n - :events / 2) * 7 / 500) * interval '1 day'
    + case when pg_temp.pick(n, 9, 100) between 17 and 24 then interval '0'
      else (14 + pg_temp.pick(n, 10, 30)) * interval '30 minutes' end) at time zone 'Asia/Kolkata' as starts_at
from generate_series(1, :events) as n;

create temporary table dates as
select
  id, n, starts_at + w * interval '7 days' as starts_at,
  case when long then starts_at + interval '20 days'
    when n % 5 > 0 and not date_only then starts_at + w * interval '7 days' + interval '2 hours' end as ends_at,
  date_only, pg_temp.pick(n, 11 + w, 100) = 0 as cancelled
from made, generate_series(0, 7) as w
where w = 0 or weekly;

insert into jatre.discovered_events (
  id, title, description, category, tags, start_time, end_time, date_only, is_recurring, venue_name, venue_address, location,
  plus_code, organizer_name, organizer_type, external_url, ticket_url, cost_type, price_range, quality_score, source_id,
  moderation_status, published_at, is_public, version, rooms, area_code, search, occurrences, over_at
)
select
  m.id, m.title, m.description, m.category, array['live', 'indoors'], m.starts_at, d.ends_at, m.date_only, m.weekly,
  m.venue, n % 200 || ', 12th Main, Bengaluru 560038', m.location, '7J4VXJ9R+QF', 'Friends of the Rain Tree', 'community',
  'https://example.org/e/' || n, 'https://example.org/t/' || n, case when m.free then 'free' else 'paid' end,
  case when not m.free then '{"minimum": 499, "maximum": 799, "currency": "INR"}'::jsonb end, 0.80, s.id,
  'approved', timestamptz :now - interval '30 days', true, 1,
  jatre.event_rooms(m.category, a.codes), a.codes[1], jatre.event_search(m.title, m.venue, m.description), d.dates,
  d.over_at
from made as m
cross join jatre.event_sources as s
cross join lateral (select case when st_dwithin(m.location, 'SRID=4326;POINT(77.6412 12.9719)'::geography, 2500)
  then array['indiranagar', 'bengaluru'] else array['bengaluru'] end as codes) as a
inner join lateral (
  select max(d.ends_at) as ends_at,
    max(coalesce(d.ends_at, d.starts_at + case when d.date_only then interval '24 hours' else interval '3 hours' end)) as over_at,
    json_agg(json_build_object(
    'startsAt', to_json(d.starts_at at time zone 'UTC') #>> '{}' || 'Z',
    'endsAt', to_json(d.ends_at at time zone 'UTC') #>> '{}' || 'Z',
    'dateOnly', d.date_only, 'cancelled', d.cancelled
  ) order by d.starts_at) as dates
  from (select m.starts_at + w * interval '7 days' as starts_at,
      case when m.long then m.starts_at + interval '20 days'
        when m.n % 5 > 0 and not m.date_only then m.starts_at + w * interval '7 days' + interval '2 hours' end as ends_at,
      m.date_only, pg_temp.pick(m.n, 11 + w, 100) = 0 as cancelled
    from generate_series(0, case when m.weekly then 7 else 0 end) as w) as d
) as d on true;

insert into jatre.event_occurrences (
  event_id, starts_at, ends_at, date_only, cancelled, over_at, is_public, category, area_code, location, areas, cost_type,
  local_start, is_verified
)
select
  d.id, d.starts_at, d.ends_at, d.date_only, d.cancelled,
  coalesce(d.ends_at, d.starts_at + case when d.date_only then interval '24 hours' else interval '3 hours' end),
  true, e.category, e.area_code, e.location, jatre.event_area_codes(e.rooms), e.cost_type,
  d.starts_at at time zone e.timezone, e.verification_status in ('verified', 'official')
from dates as d
inner join jatre.discovered_events as e on d.id = e.id;

drop table made, dates;

select jatre.search_renew(true)
