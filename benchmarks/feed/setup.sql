insert into jatre.areas (code, name, timezone, currency, outline, centre)
select code, code, 'Asia/Kolkata', 'INR', st_multi(st_buffer(centre, radius, 16)::geometry)::geography, centre
from (values ('bengaluru', 20000), ('indiranagar', 2500)) as a (code, radius),
  (select st_setsrid(st_makepoint(77.6412, 12.9719), 4326)::geography as centre) as c;

insert into jatre.event_sources (slug, name, kind, type) values ('bench', 'A sample site', 'rss', 'rss');

alter table jatre.discovered_events disable trigger event_inserted;

insert into jatre.discovered_events (
  id, title, description, category, tags, start_time, end_time, venue_name, venue_address, location, plus_code,
  organizer_name, organizer_type, external_url, ticket_url, cost_type, price_range, quality_score, source_id,
  moderation_status, published_at
)
select
  md5(n::text)::uuid,
  'Evening ' || n || ' of songs and stories',
  repeat('Bring a friend and a mat; the doors open half an hour early and there is chai. Number ' || n || '. ', 6),
  (array['music', 'workshop', 'market', 'sports'])[1 + n % 4],
  array['live', 'indoors'],
  timestamptz '2030-01-01 12:30Z' + n * interval '7 minutes',
  timestamptz '2030-01-01 14:30Z' + n * interval '7 minutes',
  'The Courtyard ' || n % 200,
  n % 200 || ', 12th Main, Indiranagar, Bengaluru 560038',
  st_setsrid(st_makepoint(77.63 + (n % 100) / 5000.0, 12.965 + (n % 70) / 5000.0), 4326)::geography,
  '7J4VXJ9R+QF', 'Friends of the Rain Tree', 'community', 'https://example.org/e/' || n, 'https://example.org/t/' || n,
  'paid', '{"minimum": 499, "maximum": 799, "currency": "INR"}', 0.80, s.id, 'approved', '2029-12-01'
from generate_series(1, :events) as n, jatre.event_sources as s;

alter table jatre.discovered_events enable trigger event_inserted;

alter table jatre.event_occurrences disable trigger event_dates_added;

insert into jatre.event_occurrences (event_id, starts_at, ends_at)
select e.id, e.start_time + w * interval '7 days', e.end_time + w * interval '7 days'
from jatre.discovered_events as e, generate_series(0, 1) as w;

alter table jatre.event_occurrences enable trigger event_dates_added;

alter table jatre.discovered_events disable trigger user;

update jatre.discovered_events set occurrences = jatre.event_occurrences_json(id);

alter table jatre.discovered_events enable trigger user;

truncate jatre.feed_outbox
