-- Where a border between tiers of searches stands after a step to where it belongs: no more than p_dates dates (and
-- those at one moment) further. `p_is_over`: the border that dates pass when they are over, not when they begin.
create function jatre.search_border_step(
  p_is_over boolean, p_was timestamptz, p_target timestamptz, p_dates integer
) returns timestamptz
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select case
    when p_was = p_target then p_target
    when p_is_over and p_was < p_target then least(p_target, (
      select o.over_at from event_occurrences as o
      where o.is_public and o.over_at > p_was order by o.over_at offset p_dates limit 1
    ))
    when p_is_over then greatest(p_target, (
      select o.over_at from event_occurrences as o
      where o.is_public and o.over_at < p_was order by o.over_at desc offset p_dates limit 1
    ))
    when p_was < p_target then least(p_target, (
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at > p_was order by o.starts_at offset p_dates limit 1
    ))
    else greatest(p_target, (
      select o.starts_at from event_occurrences as o
      where o.is_public and o.starts_at < p_was order by o.starts_at desc offset p_dates limit 1
    ))
  end
$$;
