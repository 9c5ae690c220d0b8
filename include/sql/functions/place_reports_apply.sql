-- Say of a place what those agree on who have reported of it, people (p_source 'user') or itself ('business'):
-- how full it is and how long one waits by the last hour, a report counting half as much after each twenty minutes, and
-- that it is closed today where two people or more say so, or the place does, and at most half as many how full it is.
-- Counts for 45 minutes after the last report; closed until the day is over, which a night belongs to until six: who
-- stands before a closed door at one speaks of no day to come.
create function jatre.place_reports_apply(p_place uuid, p_source text) returns void
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_now constant timestamptz := now_v1();
  c_by_place constant boolean := p_source = 'business';
  c_night_ends constant interval := '6 hours';
  -- the day of a place without an area is that of UTC
  v_zone constant text := coalesce(
    (select a.timezone from places as p join areas as a on p.area_code = a.code where p.id = p_place), 'UTC'
  );
  v_day constant timestamp := date_trunc('day', (v_now at time zone v_zone) - c_night_ends) + c_night_ends;
  v_closed boolean;
  v_full record;
  v_wait record;
  v_people bigint;
  v_until timestamptz;
begin
  -- one after the other: the second sees what the first has said
  perform from places where id = p_place for no key update;

  select
    count(*) filter (where r.said = 'closed' and r.reported_at >= v_day at time zone v_zone)
      >= greatest(case when c_by_place then 1 else 2 end, 2 * count(*) filter (where r.said <> 'closed')),
    count(distinct r.reporter)
  into v_closed, v_people
  from place_reports as r
  where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
    and r.reported_at > v_now - interval '3 hours';

  select l.* into v_full from (
    select
      array_agg(array_position(array['empty', 'quiet', 'moderate', 'busy', 'packed'], r.said)::float) as given,
      array_agg(power(0.5, extract(epoch from v_now - r.reported_at) / 1200)::float) as weights
    from place_reports as r
    where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
      and r.said not in ('wait', 'closed') and r.reported_at > v_now - interval '1 hour'
  ) as s, place_reports_level(s.given, s.weights, 1) as l;

  select l.* into v_wait from (
    select
      array_agg(r.minutes::float) as given,
      array_agg(power(0.5, extract(epoch from v_now - r.reported_at) / 1200)::float) as weights
    from place_reports as r
    where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
      and r.said = 'wait' and r.reported_at > v_now - interval '1 hour'
  ) as s, place_reports_level(s.given, s.weights, 10) as l;

  v_until := case when v_closed
    then (v_day + interval '1 day') at time zone v_zone
    else interval '45 minutes' + (
      select max(r.reported_at) from place_reports as r
      where r.place_id = p_place and (r.stated_by is not null) = c_by_place and r.removed_by is null
    )
  end;

  insert into place_live_status as known (
    place_id, source, is_open, current_capacity, wait_time_minutes, confidence, reason, valid_until
  )
  values (
    p_place,
    p_source,
    case when v_closed then false end,
    case when not v_closed then (array['empty', 'quiet', 'moderate', 'busy', 'packed'])[v_full.middle::integer] end,
    case when not v_closed then v_wait.middle end,
    -- a place knows how full it is; people are the more certain the more they are
    round((
      coalesce(v_full.agreement, v_wait.agreement) * case when c_by_place then 1 else 1 - power(0.5, v_people) end
    )::numeric, 2),
    case
      when c_by_place then 'the place says so'
      when v_people = 1 then 'one person says so'
      else v_people || ' people report'
    end,
    -- nothing that they agree on: it is over
    case when v_closed or v_full.people is not null or v_wait.people is not null then v_until else v_now end
  )
  on conflict (place_id, source) where source in ('user', 'business') do update set
    is_open = excluded.is_open,
    current_capacity = excluded.current_capacity,
    wait_time_minutes = excluded.wait_time_minutes,
    confidence = excluded.confidence,
    reason = excluded.reason,
    valid_until = excluded.valid_until,
    updated_at = clock_timestamp();
end
$$;
