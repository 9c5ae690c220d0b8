-- What a filter asks for, as conditions on a date `o` and on its event `e`. A line per condition: what is not asked is
-- in no statement, so that the planner sees only what is. Values are never part of the text; $3 and so on stand for
-- those of `events_list_values`.
create function jatre.events_list_conditions(p_filter jsonb, out on_dates text, out on_events text)
language sql immutable
set search_path = jatre, public, pg_temp
as $$
  select
    coalesce(string_agg(' and ' || condition, '') filter (where about = 'date'), ''),
    coalesce(string_agg(' and ' || condition, '') filter (where about = 'event'), '')
  from (values
    -- of one category alone, an index has the dates in their order
    (jsonb_array_length(p_filter -> 'category') = 1, 'date', 'o.category = ($3)[1]'),
    (jsonb_array_length(p_filter -> 'category') <> 1, 'date', 'o.category = any($3)'),
    (p_filter ?& '{lat,lng,radiusKm}', 'date', 'st_dwithin(o.location, $4, $5)'),
    (p_filter ? 'area', 'event', 'e.rooms @> $6'),
    (p_filter ? 'cost', 'event', 'e.cost_type = any($7)'),
    -- comparing costs by length, and nobody misspells a long text: that has to match by its words
    (length(p_filter ->> 'q') > 40, 'event', 'e.search @@ $8'),
    (length(p_filter ->> 'q') <= 40, 'event', '(e.search @@ $8 or $9 <% e.title or $9 <% e.venue_name)')
  ) as conditions (is_asked, about, condition)
  where is_asked
$$;
