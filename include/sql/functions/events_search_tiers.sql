-- The tiers (`event_search_tier`) that may have dates in the window of a filter, in the order of time: when the dates
-- begin that they are named by, before when they do, and about how many events of each the window has. One tier of
-- all before `search_tiers_renew` has run for the first time. Until it is done then, what is called over is not, and no
-- moment parts one tier from the next.
create function jatre.events_search_tiers(p_filter jsonb)
returns table (tier integer, begins timestamptz, ends timestamptz, events float)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
declare
  v_from constant timestamptz := p_filter ->> 'from';
  v_until constant timestamptz := p_filter ->> 'until';
begin
  return query
  with stored as (
    select t.tier, t.ends, t.events from search_tiers as t
    union all
    select 0, 'infinity', null where not exists (select from search_tiers)
  ),
  ordered as (
    select
      s.tier, coalesce(lag(s.ends) over (order by s.tier = 0 desc, s.tier desc), '-infinity') as begins, s.ends, s.events,
      (select min(t.ends) from stored as t where t.tier = 0) <= now_v1() as is_done
    from stored as s
  )
  select
    o.tier::integer, case when o.is_done then o.begins else '-infinity' end,
    case when o.is_done then o.ends else '-infinity' end,
    case
      -- of what is over nobody counts the events: about as many as dates
      when o.tier = 0 and o.ends < 'infinity' then events_list_expected(
        'select from event_occurrences as d where d.is_public and d.starts_at >= $1 and d.starts_at < $2',
        jsonb_build_object('from', v_from, 'until', least(v_until, o.ends))
      )
      when o.tier > 0 and (v_until < o.ends or v_from > o.begins + interval '3 days')
        then o.events * events_search_share(o.begins, o.ends, v_from, v_until)
      else o.events
    end
  from ordered as o
  where case when o.tier = 0 then v_from < o.ends else o.begins < v_until or not o.is_done end
  order by o.tier = 0 desc, o.tier desc;
end
$$;
