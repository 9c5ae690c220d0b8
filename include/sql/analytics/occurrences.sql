-- When something is on: one row per date of a public event, with its local day and hour worked out.
create view analytics.occurrences with (security_barrier) as
select
  o.event_id,
  o.starts_at,
  o.ends_at,
  (o.starts_at at time zone e.timezone)::date as local_day,
  date_trunc('week', o.starts_at at time zone e.timezone)::date as local_week,
  extract(isodow from o.starts_at at time zone e.timezone)::integer as weekday,
  case when not o.date_only then extract(hour from o.starts_at at time zone e.timezone)::integer end as local_hour,
  o.date_only,
  o.cancelled,
  e.status,
  o.category,
  o.area_code,
  e.place_id,
  e.venue_name,
  e.cost_type,
  s.slug as source
from jatre.event_occurrences as o
inner join jatre.discovered_events as e on o.event_id = e.id
left join jatre.event_sources as s on e.source_id = s.id
where o.is_public;

comment on view analytics.occurrences is
'One row per date of a public event: what to count when days or weeks are compared.';
comment on column analytics.occurrences.event_id is 'the event';
comment on column analytics.occurrences.starts_at is 'the start; local midnight when date_only';
comment on column analytics.occurrences.ends_at is 'the end, if it is known';
comment on column analytics.occurrences.local_day is 'the day of the start, in the event''s own zone';
comment on column analytics.occurrences.local_week is 'the Monday of that day''s week';
comment on column analytics.occurrences.weekday is 'of that day: 1 is Monday, 7 Sunday';
comment on column analytics.occurrences.local_hour is 'the hour of the start there, 0 to 23; null when date_only';
comment on column analytics.occurrences.date_only is 'whether no hour is known';
comment on column analytics.occurrences.cancelled is 'whether this date alone is cancelled';
comment on column analytics.occurrences.status is 'of the event: scheduled, cancelled, postponed or unlisted';
comment on column analytics.occurrences.category is 'of the event';
comment on column analytics.occurrences.area_code is 'of the event';
comment on column analytics.occurrences.place_id is 'of the event: the known venue';
comment on column analytics.occurrences.venue_name is 'of the event: where, as its sources name it';
comment on column analytics.occurrences.cost_type is 'of the event: free, paid, donation or variable';
comment on column analytics.occurrences.source is 'of the event: the slug of the source whose word stands first';
