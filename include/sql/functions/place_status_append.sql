-- Tell what places are like by new statements, and keep these as history; Google's may not be kept.
create function jatre.place_status_append(p_ids uuid[]) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
begin
  if cardinality(p_ids) = 0 then
    return;
  end if;
  perform place_states_tell(array(select n.place_id from place_live_status as n where n.id = any(p_ids)));

  insert into place_status_changes (place_id, version, source, status, changed_at)
  select n.place_id, s.version, n.source, place_status_json(n), now_v1()
  from place_live_status as n
  join place_states as s on n.place_id = s.place_id
  where n.id = any(p_ids) and n.source <> 'google'
  on conflict do nothing;
end
$$;
