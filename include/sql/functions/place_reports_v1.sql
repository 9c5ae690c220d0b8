-- All that was reported of a place in the last day, as `place_reports_json`; null for an unknown one.
create function jatre.place_reports_v1(p_place uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select place_reports_json(p.id, null) from places as p where p.id = p_place
$$;
