-- About how many events of a window are at the place that a filter asks, by a small sample of them.
create function jatre.events_list_placed(p_filter jsonb) returns float
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select events_list_sampled(asked.place, drawn.slice, 500) * 2 ^ (12 - drawn.slice)
  from (
    select jsonb_object_agg(key, value) as place from jsonb_each(p_filter)
    where key in ('from', 'until', 'dayEnds', 'zone', 'lat', 'lng', 'radiusKm', 'bbox', 'polygon')
  ) as asked,
    events_list_sample(asked.place, 500) as drawn
$$;
