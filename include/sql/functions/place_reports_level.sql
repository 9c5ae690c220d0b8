-- What people agree on: the middle of their figures (p_values) by weight, with the share of the weight that lies
-- within p_reach of it, and how many they are; no row where that share is less than six tenths. So one who is alone
-- against two changes nothing, and three who all differ cancel out.
create function jatre.place_reports_level(
  p_values float[], p_weights float[], p_reach float,
  out middle float, out agreement float, out people bigint
) returns setof record
language sql immutable parallel safe
set search_path = jatre, public, pg_temp
as $$
  with said as (
    select
      u.value,
      u.weight,
      sum(u.weight) over (order by u.value) as below,
      sum(u.weight) over () as total
    from unnest(p_values, p_weights) as u (value, weight)
  ),
  half as (
    select min(s.value) as middle from said as s where s.below >= s.total / 2
  ),
  agreed as (
    select
      h.middle,
      sum(s.weight) filter (where abs(s.value - h.middle) <= p_reach) / max(s.total) as agreement,
      count(*) as people
    from said as s, half as h
    group by h.middle
  )
  select a.middle, a.agreement, a.people from agreed as a where a.agreement >= 0.6
$$;
