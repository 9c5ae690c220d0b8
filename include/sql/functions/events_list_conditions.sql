-- Written by `make schema` from include/filters/fields.py; never edited.
-- What a filter asks for, as conditions on a date `o` and on its event `e`. A line per condition: what is not asked is
-- in no statement, so that the planner sees only what is. Values are never part of the text; the numbers are those of
-- `events_list_values`. `on_index` is by what an index has the dates in their order; `on_others` is what has to hold of
-- another date `p` of the event, to stand before `o`. What an event has an index of and its dates carry too is asked of
-- the date, or, with `p_by_event`, of the event. In plpgsql for the reason that `events_list_values` has.
create function jatre.events_list_conditions(
  p_filter jsonb, p_by_event boolean = false,
  out on_index text, out on_dates text, out on_others text, out on_events text
)
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  select
    coalesce(string_agg(' and ' || condition, '') filter (where about = 'index'), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'o'), '') filter (
      where about in ('date', 'place', case when not p_by_event then 'carried' end)
    ), ''),
    coalesce(string_agg(' and ' || replace(condition, ':date', 'p'), '') filter (where about = 'date'), ''),
    coalesce(string_agg(' and ' || condition, '') filter (
      where about in ('event', case when p_by_event then 'indexed' end)
    ), '')
  into on_index, on_dates, on_others, on_events
  from (values
    (jsonb_array_length(p_filter -> 'category') = 1, 'index', $sql$o.category = ($13)[1]$sql$),
    (jsonb_array_length(p_filter -> 'category') <> 1, 'place', $sql$o.category = any($13)$sql$),
    (p_filter ? 'tags', 'event', $sql$e.tags && $14$sql$),
    (p_filter ? 'weekday', 'date', $sql$to_char(:date.local_start, 'dy') = any($15)$sql$),
    (p_filter ? 'timeOfDay', 'date', $sql$not :date.date_only and within_hours(:date.local_start::time, $16)$sql$),
    (p_filter ? 'minDuration', 'date', $sql$:date.ends_at - :date.starts_at >= $17::float * interval '1 minute'$sql$),
    (p_filter ? 'maxDuration', 'date', $sql$:date.ends_at - :date.starts_at <= $18::float * interval '1 minute'$sql$),
    (p_filter ? 'area', 'carried', $sql$o.areas && $19$sql$),
    (p_filter ? 'area', 'indexed', $sql$e.rooms && $20$sql$),
    (p_filter ?& '{lat,lng,radiusKm}', 'place', $sql$o.location && $23$sql$),
    (p_filter ?& '{lat,lng,radiusKm}', 'place', $sql$st_dwithin(o.location, $21, $22)$sql$),
    (p_filter ? 'bbox', 'place', $sql$($25 is null or o.location && $25)$sql$),
    (p_filter ? 'bbox', 'place', $sql$st_intersects($24, o.location::geometry)$sql$),
    (p_filter ? 'polygon', 'place', $sql$($27 is null or o.location && $27)$sql$),
    (p_filter ? 'polygon', 'place', $sql$st_intersects($26, o.location::geometry)$sql$),
    (p_filter ? 'venue', 'event', $sql$(lower(e.venue_name) = any($28) or e.place_id = any($29))$sql$),
    (p_filter ? 'organizer', 'event', $sql$organizer_id(e.organizer_name) = any($31)$sql$),
    (p_filter ? 'organizer', 'event', $sql$lower(e.organizer_name) = any($30)$sql$),
    (p_filter ? 'source', 'event', $sql$e.links @> any($32)$sql$),
    (p_filter ? 'cost', 'carried', $sql$o.cost_type = any($33)$sql$),
    (p_filter ? 'cost', 'indexed', $sql$e.cost_type = any($33)$sql$),
    (p_filter ? 'minPrice', 'event', $sql$case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'maximum')::numeric, (e.price_range ->> 'minimum')::numeric) end >= $34$sql$),
    (p_filter ? 'maxPrice', 'event', $sql$case e.cost_type when 'free' then 0 else coalesce((e.price_range ->> 'minimum')::numeric, (e.price_range ->> 'maximum')::numeric) end <= $35$sql$),
    (p_filter ? 'availability', 'event', $sql$e.availability = any($36)$sql$),
    (p_filter ? 'online', 'event', $sql$(e.venue_name is not distinct from 'Online' and coalesce(e.venue_address, '') = '' and e.location is null) = $37$sql$),
    (p_filter ? 'verified', 'carried', $sql$o.is_verified = $38$sql$),
    (p_filter ? 'verified', 'indexed', $sql$(e.verification_status in ('verified', 'official')) = $38$sql$),
    (p_filter ? 'status', 'event', $sql$e.status = any($39)$sql$),
    (p_filter -> 'includeCancelled' = 'false', 'date', $sql$not :date.cancelled$sql$),
    (p_filter -> 'includeCancelled' = 'false', 'event', $sql$e.status <> 'cancelled'$sql$),
    (p_filter ? 'modifiedSince', 'event', $sql$e.updated_at >= $41$sql$),
    (p_filter ? 'words', 'event', $sql$e.search @@ $10$sql$),
    (p_filter ? 'named', 'place', $sql$o.event_id = any($11)$sql$)
  ) as conditions (is_asked, about, condition)
  where is_asked;
end
$$;
