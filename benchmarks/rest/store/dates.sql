-- :events events, 500 a week, half of them over at :now and half to come; in a hundred, 15 are weekly series of eight
-- dates, two run for twenty days, eight have no hour. Written without triggers: what these would keep stands here, made
-- for all rows at once.
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
  m.*, md5(m.n::text)::uuid as id,
  case when st_dwithin(m.location, 'SRID=4326;POINT(77.6412 12.9719)'::geography, 2500)
    then array['indiranagar', 'bengaluru'] else array['bengaluru'] end as areas
from (
  select
    n,
    (array['music', 'workshop', 'market', 'sports', 'cultural_event', 'meetup', 'food_festival'])[1 + pg_temp.pick(n, 1, 7)]
      as category,
    st_setsrid(st_makepoint(
      77.6412 + (pg_temp.pick(n, 6, 20001) - 10000) / 80000.0, 12.9719 + (pg_temp.pick(n, 7, 20001) - 10000) / 80000.0
    ), 4326)::geography as location,
    case when pg_temp.pick(n, 8, 100) < 30 then 'free' else 'paid' end as cost_type,
    pg_temp.pick(n, 9, 100) between 0 and 14 as weekly,
    pg_temp.pick(n, 9, 100) between 15 and 16 as long,
    pg_temp.pick(n, 9, 100) between 17 and 24 as date_only,
    (date_trunc('day', timestamptz :now at time zone 'Asia/Kolkata')
      + ((n - :events / 2) * 7 / 500) * interval '1 day'
      + case when pg_temp.pick(n, 9, 100) between 17 and 24 then interval '0'
        else (14 + pg_temp.pick(n, 10, 30)) * interval '30 minutes' end) at time zone 'Asia/Kolkata' as starts_at
  from generate_series(1, :events) as n
) as m;

create temporary table dates as
select
  m.n, d.starts_at, e.ends_at, pg_temp.pick(m.n, 11 + w, 100) = 0 as cancelled,
  coalesce(e.ends_at, d.starts_at + case when m.date_only then interval '24 hours' else interval '3 hours' end) as over_at
from made as m
cross join generate_series(0, case when m.weekly then 7 else 0 end) as w
cross join lateral (select m.starts_at + w * interval '7 days' as starts_at) as d
cross join lateral (select case
  when m.long then d.starts_at + interval '20 days'
  when m.n % 5 > 0 and not m.date_only then d.starts_at + interval '2 hours'
end as ends_at) as e;

analyze made, dates;

insert into jatre.event_occurrences (
  event_id, starts_at, ends_at, date_only, cancelled, over_at, is_public, category, area_code, location, areas, cost_type,
  local_start, is_verified
)
select
  m.id, d.starts_at, d.ends_at, m.date_only, d.cancelled, d.over_at, true, m.category, m.areas[1], m.location, m.areas,
  m.cost_type, d.starts_at at time zone 'Asia/Kolkata', false
from dates as d
inner join made as m on d.n = m.n
order by d.n, d.starts_at
