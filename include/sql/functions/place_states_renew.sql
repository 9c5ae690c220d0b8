-- Tell anew what places are like of which one statement has ended since they were told, and another still counts: who
-- follows them knows by itself that it has ended, and not what holds now. Returns how many.
create function jatre.place_states_renew() returns bigint
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_places constant uuid[] := array(
    select distinct s.place_id
    from place_states as s
    join place_live_status as l on s.place_id = l.place_id
    where l.valid_until <= now_v1() and l.valid_until > s.changed_at and place_now(s.place_id) is not null
  );
begin
  perform place_states_tell(v_places);
  return cardinality(v_places);
end
$$;
