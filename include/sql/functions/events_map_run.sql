-- Written by `make schema` from include/filters/fields.py; never edited.
-- The same of a map, which is text.
create function jatre.events_map_run(p_statement text, p_filter jsonb, p_limit integer) returns text
language plpgsql stable
set search_path = jatre, public, pg_temp
set max_parallel_workers_per_gather = 0
set random_page_cost = 1.1
set jit = off
set timezone = 'UTC'
as $$
declare
  v record;
  v_answer text;
begin
  v := events_list_values(p_filter);
  execute p_statement into v_answer
  using v.starts_from, v.starts_until, v.day_ends, v.after_start, v.after_timed, v.after_title, v.after_id, v.zone,
    p_limit, v.of_words, v.of_named, v.of_loose, v.of_category, v.of_tags, v.of_weekday, v.of_time_of_day,
    v.of_min_duration, v.of_max_duration, v.of_area, v.of_room, v.of_lat, v.of_radius, v.of_around, v.of_bbox,
    v.of_bbox_around, v.of_polygon, v.of_polygon_around, v.of_venue, v.of_place, v.of_organizer, v.of_organizer_id,
    v.of_source, v.of_cost, v.of_min_price, v.of_max_price, v.of_availability, v.of_online, v.of_verified,
    v.of_status, v.of_include_cancelled, v.of_modified_since;
  return v_answer;
end
$$;
