-- Places by their names, each with what it is like now: of an area, whose name holds some words, or that are open now
-- (p_open; false: those that are known to be closed); null: whichever.
create function jatre.places_list_v1(p_area text, p_name text, p_open boolean, p_limit integer, p_offset integer)
returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with found as materialized (
    select p.id, p.name
    from places as p
    where (p_area is null or p.area_code = p_area) and (p_name is null or strpos(lower(p.name), lower(p_name)) > 0)
      -- of thousands, only where that is asked
      and (p_open is null or (place_now(p.id) ->> 'isOpen')::boolean = p_open)
  ),
  shown as (
    select * from found order by name, id limit p_limit offset p_offset
  )
  select jsonb_build_object(
    'places', coalesce((
      select jsonb_agg(venue_json(p) || jsonb_build_object('status', place_now(s.id)) order by s.name, s.id)
      from shown as s join places as p on p.id = s.id
    ), '[]'),
    'total', (select count(*) from found)
  )
$$;
