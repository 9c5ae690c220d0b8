-- Of an event that is over at `p_over_at`, what searches read it with: 0 over, and of what is to come by its first date
-- the nearer the higher (3 next, 2 soon, 1 later); null before `search_tiers_renew` has run for the first time.
create function jatre.event_search_tier(p_event uuid, p_over_at timestamptz) returns smallint
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select case
      when p_over_at is null or p_over_at <= over.ends then 0
      else coalesce((
        select max(t.tier) from search_tiers as t
        where t.tier > 0 and t.ends > (
          select min(o.starts_at) from event_occurrences as o where o.event_id = p_event and o.over_at > over.ends
        )
      ), 1)
    end
    from search_tiers as over
    where over.tier = 0
  );
end
$$;
