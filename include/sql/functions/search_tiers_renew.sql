-- Move the borders between what is over, next and later to the present, and the events that they pass; returns how many
-- those are. To be called now and then: until then searches read more, and find the same.
--
-- Over is what was by the day before yesterday, since lists may begin a little before now. Next are some 4,000 dates,
-- in a small installation all there are. An event that is written meanwhile by the old borders is taken along the next
-- time; it stays found, as one to come.
create function jatre.search_tiers_renew() returns bigint
language plpgsql volatile security definer
set search_path = jatre, public, pg_temp
as $$
declare
  c_dates constant integer := 4000;
  v_old search_tiers;
  v_over constant timestamptz := now_v1() - interval '2 days';
  v_until constant timestamptz := coalesce((
    select o.starts_at from event_occurrences as o
    where o.is_public and o.starts_at >= v_over order by o.starts_at offset c_dates limit 1
  ), 'infinity');
  v_passed uuid[];
  v_changed bigint;
begin
  select * into v_old from search_tiers for update;
  insert into search_tiers (over_before, next_until, next_events, coming_events) values (v_over, v_until, 0, 0)
  on conflict (is_only) do update set over_before = v_over, next_until = v_until;
  if v_old.is_only is null then
    v_passed := array(select e.id from discovered_events as e where e.over_at > v_over);
  else
    v_passed := array(
      select o.event_id from event_occurrences as o
      where o.is_public and o.over_at > least(v_old.over_before, v_over)
        and o.over_at <= greatest(v_old.over_before, v_over)
      union
      select o.event_id from event_occurrences as o
      where o.is_public and o.starts_at >= least(v_old.next_until, v_until)
        and o.starts_at < greatest(v_old.next_until, v_until)
    );
  end if;
  -- in one order, so that two transactions do not wait for each other
  v_passed := array(
    select e.id from discovered_events as e
    where e.id = any(v_passed) and e.search_tier is distinct from event_search_tier(e.id, e.over_at)
    order by e.id for update
  );
  update discovered_events as e set search_tier = event_search_tier(e.id, e.over_at) where e.id = any(v_passed);
  get diagnostics v_changed = row_count;
  update search_tiers set
    next_events = (select count(*) from discovered_events as e where e.is_public and e.search_tier = 2),
    coming_events = (select count(*) from discovered_events as e where e.is_public and e.search_tier > 0);
  return v_changed;
end
$$;
