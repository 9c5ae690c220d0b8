-- Of each place the statement of whether it is open that counts, by which its state is made (`place_now`): the newest,
-- but what the place itself says before what people say, and that before all others. Of some places, or of all (null).
create function jatre.place_openings(p_places uuid[]) returns setof jatre.place_live_status
language plpgsql stable
set search_path = jatre, public, pg_temp
set jit = off
as $$
begin
  return query
  with counting as materialized (
    select * from place_live_status as s
    where (p_places is null or s.place_id = any(p_places)) and (s.valid_until is null or s.valid_until > (select now_v1()))
  )
  select distinct on (s.place_id) s.*
  from counting as s
  where num_nonnulls(s.is_open, s.special_status) > 0
    -- of people only that it is closed, which the hours cannot know; where the place says how full it is, it is not
    and (s.source <> 'user' or not exists (
      select from counting as b
      where b.place_id = s.place_id and b.source = 'business' and num_nonnulls(b.current_capacity, b.wait_time_minutes) > 0
    ))
  order by s.place_id, s.source = 'business' desc, s.source = 'user' desc, s.updated_at desc, s.id;
end
$$;
