-- The event that an id leads to: itself, or what it was merged into in up to twenty steps; none that is not public.
create function jatre.event_target(p_id uuid) returns uuid
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    with recursive trail as (
      select e.id, e.merged_into, e.is_public, 0 as hop from discovered_events e where e.id = p_id
      union all
      select e.id, e.merged_into, e.is_public, t.hop + 1
      from trail t join discovered_events e on e.id = t.merged_into
      where t.hop < 20
    )
    select id from trail where merged_into is null and is_public
  );
end
$$;
