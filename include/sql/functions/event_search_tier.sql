-- Of an event that is over at `p_over_at`, what searches read it with: 0 over, 1 to come, 2 with a date among the next
-- ones; null before `search_tiers_renew` has run for the first time.
create function jatre.event_search_tier(p_event uuid, p_over_at timestamptz) returns smallint
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select case
    when p_over_at is null or p_over_at <= t.over_before then 0
    when exists (
      select from event_occurrences as o
      where o.event_id = p_event and o.over_at > t.over_before and o.starts_at < t.next_until
    ) then 2
    else 1
  end
  from search_tiers as t
$$;
