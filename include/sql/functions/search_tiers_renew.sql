-- Move the borders between what is over, next, soon and later to the present, and the events that they pass: a step of
-- some `p_dates` dates, so that writers never wait for long. Returns how many events were moved, and whether all
-- borders are where they belong: else it is to be called again. To be called now and then: until then searches read
-- more, and find the same.
--
-- Over is what was by the day before yesterday, since lists may begin a little before now. Next are some 4,000 dates,
-- in a small installation all there are, and soon 60,000 more. An event that is written meanwhile by the old borders is
-- taken along the next time; it stays found, as one further away. At first all are over, and the border comes down from
-- the end of time.
create function jatre.search_tiers_renew(p_dates integer = 2000, out events bigint, out is_done boolean)
language plpgsql volatile security definer
set search_path = jatre, public, pg_temp
as $$
declare
  c_next constant integer := 4000;
  c_soon constant integer := 64000;
  v_over constant timestamptz := now_v1() - interval '2 days';
  -- of the tiers 0 to 3
  v_target constant timestamptz[] := array[
    v_over,
    'infinity',
    coalesce((
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at >= v_over order by o.starts_at offset c_soon limit 1
    ), 'infinity'),
    coalesce((
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at >= v_over order by o.starts_at offset c_next limit 1
    ), 'infinity')
  ];
  v_old timestamptz[];
  v_new timestamptz[];
  v_passed uuid[];
begin
  -- the only one at a time
  lock table search_tiers in share row exclusive mode;
  v_old := array(select t.ends from search_tiers as t order by t.tier);
  if v_old = '{}' then
    v_old := 'infinity'::timestamptz || v_target[2 :];
  end if;
  v_new := array(
    select search_border_step(b.n = 1, b.was, b.target, p_dates)
    from unnest(v_old, v_target) with ordinality as b (was, target, n) order by b.n
  );
  is_done := v_new = v_target;
  insert into search_tiers as t (tier, ends, events)
  select n.tier - 1, n.ends, 0 from unnest(v_new) with ordinality as n (ends, tier)
  on conflict (tier) do update set ends = excluded.ends;
  v_passed := array(
    select o.event_id from event_occurrences as o
    where o.is_public and o.over_at > least(v_old[1], v_new[1]) and o.over_at <= greatest(v_old[1], v_new[1])
    union
    select o.event_id
    from unnest(v_old[3 :], v_new[3 :]) as border (was, is_now)
    join event_occurrences as o
      on o.starts_at >= least(border.was, border.is_now) and o.starts_at < greatest(border.was, border.is_now)
    where o.is_public
  );
  -- in one order, so that two transactions do not wait for each other
  v_passed := array(
    select e.id from discovered_events as e
    where e.id = any(v_passed) and e.search_tier is distinct from event_search_tier(e.id, e.over_at)
    order by e.id for update
  );
  update discovered_events as e set search_tier = event_search_tier(e.id, e.over_at) where e.id = any(v_passed);
  get diagnostics events = row_count;
  if is_done then
    update search_tiers as t set events = coalesce(c.events, 0)
    from search_tiers as one
    left join (
      select e.search_tier, count(*) as events from discovered_events as e
      where e.is_public and e.search_tier > 0 group by e.search_tier
    ) as c on c.search_tier = one.tier
    where t.tier = one.tier;
  end if;
end
$$;
