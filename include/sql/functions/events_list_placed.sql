-- About how many events of a window are at the place that a filter asks, by a small sample of them.
create function jatre.events_list_placed(p_filter jsonb) returns float
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_place constant jsonb := (
    select jsonb_object_agg(key, value) from jsonb_each(p_filter)
    where key in ('from', 'until', 'dayEnds', 'zone', 'lat', 'lng', 'radiusKm', 'bbox', 'polygon')
  );
  v_slice constant integer := (select slice from events_list_sample(v_place, 500));
begin
  return events_list_sampled(v_place, v_slice, 500) * 2 ^ (12 - v_slice);
end
$$;
