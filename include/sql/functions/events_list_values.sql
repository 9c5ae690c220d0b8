-- The values that the statements of a list are executed with, in the order of their numbers, of a filter that has
-- `from`, `until` and `dayEnds`. What is not asked is null, and in no statement.
create function jatre.events_list_values(
  p_filter jsonb,
  out starts_from timestamptz, -- $1
  out starts_until timestamptz, -- $2
  out categories text[], -- $3
  out here geography, -- $4
  out radius float, -- $5: metres
  out rooms text[], -- $6
  out costs text[], -- $7
  out words tsquery, -- $8
  out fuzzy text, -- $9
  out day_ends timestamptz, -- $10: the last moment of the window's first day
  out after_start timestamptz, -- $11, and the following: what the page begins behind
  out after_timed boolean, -- $12
  out after_title text, -- $13
  out after_id uuid -- $14
)
language sql stable
set search_path = jatre, public, pg_temp
as $$
  select
    (p_filter ->> 'from')::timestamptz,
    (p_filter ->> 'until')::timestamptz,
    array(select jsonb_array_elements_text(p_filter -> 'category')),
    st_setsrid(st_makepoint((p_filter ->> 'lng')::float, (p_filter ->> 'lat')::float), 4326)::geography,
    (p_filter ->> 'radiusKm')::float * 1000,
    array['events:area:' || (p_filter ->> 'area')],
    case p_filter ->> 'cost' when 'free' then array['free'] else array['paid', 'donation', 'variable'] end,
    websearch_to_tsquery('english', p_filter ->> 'q'),
    p_filter ->> 'q',
    (p_filter ->> 'dayEnds')::timestamptz,
    (p_filter #>> '{after,startsAt}')::timestamptz,
    not (p_filter #>> '{after,dateOnly}')::boolean,
    p_filter #>> '{after,title}',
    (p_filter #>> '{after,id}')::uuid
$$;
