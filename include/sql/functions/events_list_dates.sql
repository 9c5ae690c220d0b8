-- The dates by which events stand in a part of a list, as the text of a statement: `from ... where ...`, with a date
-- `o` and, where it is asked about or `p_whole`, its event `e`. `events_list_values` has the values.
--
-- A date stands for its event where no other date in the window that passes goes before it: one that is not cancelled,
-- then the earliest. `nullif ... is not null` is `not`, of which the planner expects that nearly all dates pass: of
-- `not exists` it expects half, so that it reads and sorts all there is. And it stays a look-up for each date that is
-- reached; of a walk by the event's own id, so that the dates whose event passes alone are looked up. Without
-- `p_first` all dates are meant.
--
-- With `p_walked`, of dates that begin in the window the first so many alone are meant (and those at the moment of the
-- last one): walked in the order of an index, of which the rest of the statement cannot keep the planner. `p_beyond` is
-- a condition on where the walk begins.
--
-- With `p_drawn`, those of a sample alone are meant (`events_list_slices`): they are drawn first, of a whole window
-- found by any index of dates.
--
-- With `p_by_events`, the events that pass are found first, and then the dates of each.
--
-- The event of each date that is walked, drawn or has been going on for long is looked up, of which nothing can keep
-- the planner: it expects few of any name that it does not know, and an index of events has all that ever was. Of an
-- organizer that all events have it began with these, and walked all dates anew for each.
create function jatre.events_list_dates(
  p_filter jsonb, p_part text, p_whole boolean, p_first boolean = true, p_walked integer = null, p_beyond text = '',
  p_drawn text = null, p_by_events boolean = false
) returns text
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return (
  select 'from '
    || case
      -- few run at a time: found by that alone, whatever else is asked
      when p_part = 'runs for long' then '(select * from event_occurrences o where ' || part.dates || ' offset 0) as o'
      when asked.is_drawn
        then '(select * from event_occurrences o where ' || part.dates || asked.on_index || p_drawn || ' offset 0) as o'
      when p_by_events then '(select * from discovered_events e where e.is_public and e.over_at > $1' || asked.on_events
        || ' offset 0) as e cross join lateral (select * from event_occurrences o where o.event_id = e.id and '
        || part.dates || p_beyond || ' offset 0) as o'
      -- the dates of each event that is named, by its id whatever else is asked
      when p_walked is null and p_filter ? 'named' then '(select o.* from unnest($11) as named (id) cross join lateral ('
        'select * from event_occurrences o where o.event_id = named.id and ' || part.dates || ' offset 0) as o) as o'
      when p_walked is null then 'event_occurrences o'
      else '(select * from event_occurrences o where ' || part.dates || asked.on_index || p_beyond
        || format(' order by o.starts_at fetch first %s rows with ties) as o', p_walked)
    end
    || case
      when not asked.is_joined or p_by_events then ''
      when p_drawn is not null or p_walked is not null or p_part = 'runs for long' then ' cross join lateral ('
        'select * from discovered_events d where d.id = o.event_id and d.is_public offset 0) as e'
      -- so that of a venue or an organizer the index has what is to come
      else ' join discovered_events e on e.id = o.event_id and e.is_public and e.over_at > $1'
    end
    || ' where '
    || case
      when p_part = 'runs for long' then 'true' || asked.on_index || p_beyond || coalesce(p_drawn, '')
      when asked.is_drawn then 'true'
      when p_by_events then 'true' || asked.on_index
      when p_walked is null then part.dates || asked.on_index || p_beyond || coalesce(p_drawn, '')
      else 'true'
    end
    || asked.on_dates
    || case when p_by_events then '' else asked.on_events end
    || case when p_first then ' and ' || events_list_stands(asked.event, asked.on_others) else '' end
  from (
    select
      c.*,
      j.is_joined,
      coalesce(p_drawn, '') <> '' as is_drawn,
      case when j.is_joined and p_walked is not null then 'e.id' else 'o.event_id' end as event
    -- left to the planner, it may begin with an index of events
    from events_list_conditions(p_filter, p_first and p_walked is null) as c,
      lateral (select p_whole or (c.on_dates || c.on_events) ~ '\me\.' as is_joined) as j
  ) as asked, (
    select 'o.is_public and ' || case p_part
      -- of the other indexes none helps here; named by the range alone, none is tried
      when 'runs for long' then $sql$o.over_at - o.starts_at > interval '24 hours'
        and tstzrange(o.starts_at, o.over_at) @> $1
        and lower(tstzrange(o.starts_at, o.over_at)) < least($1 - interval '24 hours', $2)$sql$
      else 'o.over_at > $1 and o.starts_at < $2 and ' || case p_part
        when 'begins' then $sql$o.starts_at >= $1 - interval '24 hours'$sql$
        when 'begins today' then $sql$o.starts_at >= $1 - interval '24 hours' and o.starts_at <= $3$sql$
        when 'begins later' then 'o.starts_at > $3'
      end
    end as dates
  ) as part
  );
end
$$;
