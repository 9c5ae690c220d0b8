-- Written by `make schema` from include/filters/fields.py; never edited.
-- The values that the statements of a list are executed with, in the order of their numbers, of a filter that has
-- `from`, `until`, `dayEnds` and `zone`. What is not asked is null, and in no statement. $9 is `p_limit`.
-- In plpgsql, which plans a statement once a session: what is `language sql` and not put into its caller is planned at
-- each call, and this is called for each statement of a list.
create function jatre.events_list_values(
  p_filter jsonb,
  out starts_from timestamptz, -- $1
  out starts_until timestamptz, -- $2
  out day_ends timestamptz, -- $3
  out after_start timestamptz, -- $4
  out after_timed boolean, -- $5
  out after_title text, -- $6
  out after_id uuid, -- $7
  out zone text, -- $8
  out of_words tsquery, -- $10
  out of_named uuid[], -- $11
  out of_loose tsquery, -- $12
  out of_category text[], -- $13
  out of_tags text[], -- $14
  out of_weekday text[], -- $15
  out of_time_of_day time[], -- $16
  out of_min_duration numeric, -- $17
  out of_max_duration numeric, -- $18
  out of_area text[], -- $19
  out of_room text[], -- $20
  out of_lat geography, -- $21
  out of_radius float, -- $22
  out of_around geography, -- $23
  out of_bbox geometry, -- $24
  out of_bbox_around geography, -- $25
  out of_polygon geometry, -- $26
  out of_polygon_around geography, -- $27
  out of_venue text[], -- $28
  out of_place uuid[], -- $29
  out of_organizer text[], -- $30
  out of_organizer_id uuid[], -- $31
  out of_source jsonb[], -- $32
  out of_cost text[], -- $33
  out of_min_price numeric, -- $34
  out of_max_price numeric, -- $35
  out of_availability text[], -- $36
  out of_online boolean, -- $37
  out of_verified boolean, -- $38
  out of_status text[], -- $39
  out of_include_cancelled boolean, -- $40
  out of_modified_since timestamptz -- $41
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
begin
  select
    (p_filter ->> 'from')::timestamptz,
    (p_filter ->> 'until')::timestamptz,
    (p_filter ->> 'dayEnds')::timestamptz,
    (p_filter #>> '{after,startsAt}')::timestamptz,
    not (p_filter #>> '{after,dateOnly}')::boolean,
    p_filter #>> '{after,title}',
    (p_filter #>> '{after,id}')::uuid,
    p_filter ->> 'zone',
    (p_filter ->> 'words')::tsquery,
    (p_filter ->> 'named')::uuid[],
    (p_filter ->> 'loose')::tsquery,
    case when p_filter ? 'category' then json_texts(p_filter -> 'category') end,
    case when p_filter ? 'tags' then json_texts(p_filter -> 'tags') end,
    case when p_filter ? 'weekday' then json_texts(p_filter -> 'weekday') end,
    case when p_filter ? 'timeOfDay' then json_texts(p_filter -> 'timeOfDay')::time[] end,
    (p_filter ->> 'minDuration')::numeric,
    (p_filter ->> 'maxDuration')::numeric,
    case when p_filter ? 'area' then json_texts(case jsonb_typeof(p_filter -> 'area') when 'array' then p_filter -> 'area' else jsonb_build_array(p_filter -> 'area') end) end,
    case when p_filter ? 'area' then array(select 'events:area:' || code from unnest(json_texts(case jsonb_typeof(p_filter -> 'area') when 'array' then p_filter -> 'area' else jsonb_build_array(p_filter -> 'area') end)) as code) end,
    st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography,
    (p_filter ->> 'radiusKm')::float * 1000,
    case when p_filter ? 'radiusKm' then _st_expand(st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography, (p_filter ->> 'radiusKm')::float * 1000) end,
    case when p_filter ? 'bbox' then st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326) end,
    case when p_filter ? 'bbox' then _st_expand(st_centroid(st_envelope(st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326)))::geography, shape_reach(st_makeenvelope((p_filter -> 'bbox' ->> 0)::float, (p_filter -> 'bbox' ->> 1)::float, (p_filter -> 'bbox' ->> 2)::float, (p_filter -> 'bbox' ->> 3)::float, 4326))) end,
    case when p_filter ? 'polygon' then st_geomfromtext((p_filter ->> 'polygon'), 4326) end,
    case when p_filter ? 'polygon' then _st_expand(st_centroid(st_envelope(st_geomfromtext((p_filter ->> 'polygon'), 4326)))::geography, shape_reach(st_geomfromtext((p_filter ->> 'polygon'), 4326))) end,
    case when p_filter ? 'venue' then json_texts(p_filter -> 'venue') end,
    case when p_filter ? 'venue' then array(select t::uuid from jsonb_array_elements_text(p_filter -> 'venue') as t where t ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') end,
    case when p_filter ? 'organizer' then json_texts(p_filter -> 'organizer') end,
    case when p_filter ? 'organizer' then array(select organizer_id(t) from jsonb_array_elements_text(p_filter -> 'organizer') as t) end,
    case when p_filter ? 'source' then array(select jsonb_build_array(jsonb_build_object('source', slug)) from jsonb_array_elements_text(p_filter -> 'source') as slug) end,
    case when p_filter ? 'cost' then case (p_filter ->> 'cost') when 'free' then array['free'] else array['paid', 'donation', 'variable'] end end,
    (p_filter ->> 'minPrice')::numeric,
    (p_filter ->> 'maxPrice')::numeric,
    case when p_filter ? 'availability' then json_texts(p_filter -> 'availability') end,
    (p_filter ->> 'online')::boolean,
    (p_filter ->> 'verified')::boolean,
    case when p_filter ? 'status' then json_texts(p_filter -> 'status') end,
    nullif((p_filter ->> 'includeCancelled')::boolean, true),
    (p_filter ->> 'modifiedSince')::timestamptz
  into
    starts_from, starts_until, day_ends, after_start, after_timed, after_title, after_id, zone, of_words,
    of_named, of_loose, of_category, of_tags, of_weekday, of_time_of_day, of_min_duration, of_max_duration,
    of_area, of_room, of_lat, of_radius, of_around, of_bbox, of_bbox_around, of_polygon, of_polygon_around,
    of_venue, of_place, of_organizer, of_organizer_id, of_source, of_cost, of_min_price, of_max_price,
    of_availability, of_online, of_verified, of_status, of_include_cancelled, of_modified_since;
end
$$;
