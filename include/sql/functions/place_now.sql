-- What a place is like now: the newest statement that counts and says anything; null where nothing is known.
create function jatre.place_now(p_id uuid) returns jsonb
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select place_status_json(s) || jsonb_build_object('source', s.source, 'updatedAt', instant_text(s.updated_at))
  from place_live_status as s
  where s.place_id = p_id and (s.valid_until is null or s.valid_until > now_v1())
    and num_nonnulls(s.is_open, s.current_capacity, s.wait_time_minutes, s.special_status) > 0
  order by s.updated_at desc, s.id
  limit 1
$$;
