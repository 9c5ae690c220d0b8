-- What persons decided or took back on the listings of an event after the version that a moderator has seen, as
-- decisions_get_v1 gives it; an empty array when nobody did, or when no version is given.
create function jatre.decision_conflicts(p_event uuid, p_expected bigint) returns jsonb
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select coalesce(jsonb_agg(d.one), '[]')
  from jsonb_array_elements(decisions_get_v1(p_event) -> 'decisions') as d (one)
  where (d.one ->> 'version')::bigint > p_expected
$$;
