-- Written by `make schema` from include/filters/fields.py; never edited.
-- By what a date `o` and its event `e` are sorted, the least first, as the text of an expression.
create function jatre.events_sort_key(p_sort text) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return case p_sort
    when 'distance' then $sql$st_distance(o.location, $21)$sql$
    when 'quality' then $sql$-coalesce(e.quality_score, 0)$sql$
    when 'trending' then $sql$-coalesce((select t.popularity from trending_events_v1 as t where t.event_id = e.id), 0)$sql$
  end;
end
$$;
