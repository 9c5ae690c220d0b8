-- The weather of an area is sent to the area's room when anything of it has changed.
create function jatre.weather_state() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    new.version := 1;
  else
    new.version := old.version;
    if new is distinct from old then
      new.version := old.version + 1;
    end if;
  end if;
  return new;
end
$$;
