-- What a place is like as the feed would send it now, with its version; no row where nothing is known of it.
create function jatre.place_state_v1(p_id uuid, out version bigint, out payload text, out changed_at timestamptz)
returns setof record
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select s.version, n.now::text, s.changed_at
  from place_states as s, lateral (select place_now(s.place_id) as now) as n
  where s.place_id = p_id and n.now is not null
$$;
