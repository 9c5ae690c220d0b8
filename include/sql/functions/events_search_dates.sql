-- The events that words find and the dates by which they stand, `[[id, start], ...]`, the next ones first, up to
-- `p_limit`; with how many there are.
--
-- Events with one of the next dates are asked first, which a small index has (`search_tiers_renew`): where they are
-- enough, or the window ends before later ones begin, no other is read, and where they are not, what is to come. What
-- is over is read only in windows that begin before the border. The count is exact where all that is in the window was
-- asked and up to `p_read` events have the words; else it is estimated by the share of the next ones, rounded.
--
-- Words that more of them have are found by walking twice as many of the next dates, up to twice the limit of events:
-- near ones are met soon, and the count is an estimate by the share of dates that pass; beside these, those that have
-- been going on for more than a day. Where the walk meets few, up to `p_read` events that are not over are read
-- instead. So what a search costs is bounded, however frequent a word is and whatever is stored.
create function jatre.events_search_dates(
  p_filter jsonb, p_limit integer, p_read integer, out dates jsonb, out total bigint, out exact boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
-- to read keys one by one takes longer than to ask their index, whatever share of events passes
set enable_seqscan = off
as $$
declare
  c_walked constant integer := 2 * p_read;
  v_from constant timestamptz := p_filter ->> 'from';
  v_asked constant record := events_list_conditions(p_filter);
  v_walk constant text := events_list_dates(p_filter, 'begins', true, true, c_walked);
  v_named constant text := 'with named as materialized (select e.id, e.timezone from discovered_events e where e.is_public'
    || v_asked.on_events;
  v_dated constant text := format(' limit %s + 1), ', p_read)
    || 'found as materialized (select e.id, first.starts_at from named e cross join lateral ('
    || 'select o.starts_at from event_occurrences o where o.event_id = e.id and o.is_public'
    || ' and o.over_at > $1 and o.starts_at < $2'
    || v_asked.on_index || v_asked.on_dates || ' order by o.cancelled, o.starts_at limit 1) as first ';
  v_unless_many constant text := format('where (select count(*) from named) <= %s', p_read);
  v_counted constant text := ') select jsonb_build_array((select count(*) from named), (select count(*) from found), '
    || '(select coalesce(jsonb_agg(jsonb_build_array(id, starts_at)), ''[]'') '
    || 'from (select * from found order by starts_at, id limit $9) as next))';
  v_tiers search_tiers;
  v_coming text := ' and e.over_at > $1';
  v_found jsonb;
  v_next jsonb := '[0, 0, []]';
  v_met jsonb;
  v_going_on jsonb;
  v_walked integer;
begin
  select * into v_tiers from search_tiers as t where t.over_before <= v_from;
  if v_tiers.is_only then
    v_coming := ' and e.search_tier > 0';
    if v_from < v_tiers.next_until then
      v_next := events_list_run(v_named || ' and e.search_tier = 2' || v_dated || v_unless_many || v_counted, p_filter, p_limit);
    end if;
    exact := (v_next ->> 0)::integer <= p_read and v_tiers.next_until >= (p_filter ->> 'until')::timestamptz;
    if exact then
      v_found := v_next;
    elsif (v_next ->> 0)::integer <= p_read then
      v_found := '[0, 0, []]';
      if (v_next ->> 1)::integer < p_limit then
        v_found := events_list_run(v_named || v_coming || v_dated || v_counted, p_filter, p_limit);
        exact := (v_found ->> 0)::integer <= p_read;
      end if;
      if not exact then
        dates := (v_next -> 2) || (v_found -> 2);
        total := events_list_rounded(greatest(
          (v_next ->> 1)::float * v_tiers.coming_events / greatest(v_tiers.next_events, 1), (v_found ->> 1)::float
        )::bigint);
        return;
      end if;
    end if;
  else
    v_found := events_list_run(v_named || v_dated || v_unless_many || v_counted, p_filter, p_limit);
    exact := (v_found ->> 0)::integer <= p_read;
  end if;
  if not exact then
    v_met := events_list_walk(
      'select jsonb_build_array((select count(*) '
      || events_list_dates(events_list_walked(p_filter), 'begins', false, false, c_walked) || '), count(*), '
      || 'jsonb_agg(jsonb_build_array(event_id, starts_at) order by starts_at, event_id) filter (where place <= 2 * $9)) '
      || 'from (select o.event_id, o.starts_at, row_number() over () as place ' || v_walk || ') as found',
      p_filter, p_limit
    );
    v_walked := v_met ->> 0;
    if v_walked >= c_walked and (v_met ->> 1)::integer < p_limit then
      v_found := events_list_run(v_named || v_coming || v_dated || v_unless_many || v_counted, p_filter, p_limit);
      exact := (v_found ->> 0)::integer <= p_read;
    end if;
  end if;
  if exact then
    dates := v_found -> 2;
    total := v_found ->> 1;
    return;
  end if;
  v_going_on := coalesce(events_list_run(
    'select jsonb_agg(jsonb_build_array(event_id, starts_at)) from (select o.event_id, o.starts_at '
    || events_list_dates(p_filter, 'runs for long', true)
    || ' order by o.starts_at desc, o.event_id limit $9) as found',
    p_filter, p_limit
  ), '[]');
  dates := coalesce(nullif(v_met -> 2, 'null'), '[]') || v_going_on;
  total := v_met ->> 1;
  if v_walked >= c_walked then
    total := total::float / v_walked * greatest(v_walked, events_list_expected(
      'select ' || events_list_dates(events_list_walked(p_filter), 'begins', false, false), p_filter
    ));
  end if;
  total := events_list_rounded(greatest(total + jsonb_array_length(v_going_on), jsonb_array_length(dates)));
end
$$;
