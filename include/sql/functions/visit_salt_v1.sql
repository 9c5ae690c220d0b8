-- The salt under which today's visitors are hashed, the same for every replica; yesterday's is forgotten.
create function jatre.visit_salt_v1() returns table (day date, salt bytea)
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_today constant date := (clock_timestamp() at time zone 'UTC')::date;
begin
  delete from visit_salts s where s.day < v_today;
  insert into visit_salts as s (day, salt) values (v_today, gen_random_bytes(32)) on conflict do nothing;
  return query select s.day, s.salt from visit_salts s where s.day = v_today;
end
$$;
