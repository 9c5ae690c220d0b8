-- What a place is like now, of the statements that count: whether it is open by the newest that says it, how full it is
-- by the newest that says that, by an estimate where no other does and it is not closed; each with its own end.
-- What the place itself says outweighs all others. Null where nothing is known.
create function jatre.place_now(p_id uuid) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    with counting as (
      select * from place_live_status as s
      where s.place_id = p_id and (s.valid_until is null or s.valid_until > now_v1())
    ),
    opening as (
      select * from place_openings(array[p_id])
    ),
    fullness as (
      select * from counting as s
      where num_nonnulls(s.current_capacity, s.wait_time_minutes) > 0
        and (s.source <> 'prediction' or coalesce((select o.is_open from opening as o), true))
        -- whoever stands before it says nothing of a place that says that it is closed
        and not exists (select from opening as o where o.source = 'business' and not o.is_open)
      order by s.source = 'prediction', s.source <> 'business', s.updated_at desc, s.id
      limit 1
    )
    select place_state_json(p_id, o, f)
    from (select) as one left join opening as o on true left join fullness as f on true
    where o.id is not null or f.id is not null
  );
end
$$;
