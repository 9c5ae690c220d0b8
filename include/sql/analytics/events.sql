-- What is on and what was: one row per public event, with what analysts group by. No description and no name of a
-- person who holds it: both are on the page, and no figure needs them.
create view analytics.events with (security_barrier) as
select
  e.id as event_id,
  e.title,
  e.category,
  e.subcategory,
  e.tags,
  e.status,
  e.start_time as starts_at,
  e.end_time as ends_at,
  (e.start_time at time zone e.timezone)::date as local_day,
  e.timezone,
  e.date_only,
  e.is_recurring,
  json_array_length(e.occurrences) as dates,
  e.area_code,
  e.place_id,
  e.venue_name,
  st_y(e.location::geometry) as latitude,
  st_x(e.location::geometry) as longitude,
  e.organizer_type,
  case when e.organizer_type in ('business', 'community', 'government') then e.organizer_name end as organizer_name,
  e.cost_type,
  (e.price_range ->> 'minimum')::numeric as price_min,
  (e.price_range ->> 'maximum')::numeric as price_max,
  e.price_range ->> 'currency' as currency,
  e.registration_required,
  e.availability,
  e.quality_score,
  e.verification_status,
  s.slug as source,
  (
    select count(distinct l.source_id)
    from jatre.events_staging as l
    where l.event_id = e.id and l.gone_at is null
  ) as sources,
  coalesce(c.view_count, 0) as views,
  coalesce(c.rsvp_count, 0) as rsvps,
  coalesce(c.share_count, 0) as shares,
  e.published_at,
  e.updated_at
from jatre.discovered_events as e
left join jatre.event_sources as s on e.source_id = s.id
left join jatre.event_counters as c on e.id = c.event_id
where e.is_public;

comment on view analytics.events is 'One row per event that the public sees, past ones too.';
comment on column analytics.events.event_id is 'the event; stable for ever, and the end of its page''s address';
comment on column analytics.events.title is 'what it is called';
comment on column analytics.events.category is 'one of the seven';
comment on column analytics.events.subcategory is 'a closer name of its kind';
comment on column analytics.events.tags is 'words for filters';
comment on column analytics.events.status is 'scheduled, cancelled, postponed, or unlisted: gone from every source';
comment on column analytics.events.starts_at is 'the start of its first date still to come, else of its last';
comment on column analytics.events.ends_at is 'the end of that date, if it is known';
comment on column analytics.events.local_day is 'the day of starts_at, in the event''s own zone';
comment on column analytics.events.timezone is 'IANA name of that zone';
comment on column analytics.events.date_only is 'whether no hour is known';
comment on column analytics.events.is_recurring is 'whether a rule is behind its dates';
comment on column analytics.events.dates is 'how many dates it has; each is a row of occurrences';
comment on column analytics.events.area_code is 'the smallest area it belongs to; null when its point is unknown';
comment on column analytics.events.place_id is 'the known venue, a row of venues';
comment on column analytics.events.venue_name is 'where, as its sources name it';
comment on column analytics.events.latitude is 'of its point, degrees of WGS 84; null when nobody knows it';
comment on column analytics.events.longitude is 'of its point, degrees of WGS 84';
comment on column analytics.events.organizer_type is 'business, individual, community or government';
comment on column analytics.events.organizer_name is 'who holds it; null where that is, or may be, a private person';
comment on column analytics.events.cost_type is 'free, paid, donation or variable';
comment on column analytics.events.price_min is 'the lowest price, in units of the currency';
comment on column analytics.events.price_max is 'the highest price, in units of the currency';
comment on column analytics.events.currency is 'ISO 4217';
comment on column analytics.events.registration_required is 'whether one has to register';
comment on column analytics.events.availability is 'of tickets: available, limited or sold_out; null where nobody says';
comment on column analytics.events.quality_score is 'how complete and credible the record is, 0 to 1';
comment on column analytics.events.verification_status is
'unverified, verified (independent sources agree, or a person approved it) or official';
comment on column analytics.events.source is 'the slug of the source whose word stands first';
comment on column analytics.events.sources is 'how many sources list it now';
comment on column analytics.events.views is 'views of its page, once per visitor and day';
comment on column analytics.events.rsvps is 'how many are going, as they answered here';
comment on column analytics.events.shares is 'shares, once per visitor and day';
comment on column analytics.events.published_at is 'when the public first saw it';
comment on column analytics.events.updated_at is 'when what the public sees last changed';
