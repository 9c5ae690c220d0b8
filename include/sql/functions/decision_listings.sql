-- The listings of an event: what decisions on it are keyed on.
create function jatre.decision_listings(p_event uuid) returns table (slug text, external_id text)
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select s.slug, l.external_id
  from events_staging as l
  inner join event_sources as s on l.source_id = s.id
  where l.event_id = p_event
  order by s.slug, l.external_id
$$;
