-- A filter with what it leaves open: `from` and `until`, the zone of its area, and `dayEnds`, the last moment of its
-- first day there; of `q`, `words` and `loose` as tsqueries (`search_all`), which are made once for all statements of a
-- list (by `events_search_page` itself, in the order of relevance).
create function jatre.events_list_filter(p_filter jsonb) returns jsonb
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_from constant timestamptz := coalesce((p_filter ->> 'from')::timestamptz, now_v1());
  v_zone constant text := coalesce(
    (select timezone from areas where code = search_area(p_filter)),
    (select timezone from areas order by code limit 1),
    'UTC'
  );
  v_words jsonb;
begin
  if p_filter ->> 'sort' is distinct from 'relevance' then
    v_words := to_jsonb(search_all(nullif(trim(p_filter ->> 'q'), ''), search_area(p_filter)));
  end if;
  return jsonb_strip_nulls(p_filter - '{words,loose,named}'::text[] || jsonb_build_object(
    'from', v_from,
    'until', coalesce((p_filter ->> 'until')::timestamptz, 'infinity'),
    'zone', v_zone,
    'dayEnds', ((v_from at time zone v_zone)::date + 1)::timestamp at time zone v_zone - interval '1 microsecond',
    'q', nullif(trim(p_filter ->> 'q'), '')
  ) || coalesce(v_words, '{}'));
end
$$;
