-- Take what somebody reports of a place, in place of what the same one has reported of the same, or what contradicts
-- it: 'stored', 'unknown' for no place, or 'full' where 500 reports of people are kept of it. With p_stated_by it is
-- the place's own word, by the token of that name. The same once more within ten minutes says nothing new, and is not
-- written; nor is what is said by one of whom a moderator has taken something out within the day.
create function jatre.place_report_v2(
  p_place uuid, p_reporter bytea, p_said text, p_minutes integer, p_stated_by text
) returns text
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_changed boolean;
begin
  perform from places where id = p_place for no key update;
  if not found then
    return 'unknown';
  end if;
  delete from place_reports where place_id = p_place and reported_at < now_v1() - interval '1 day';
  if p_stated_by is null
    and (select count(*) from place_reports where place_id = p_place and stated_by is null) >= 500
  then
    return 'full';
  end if;
  if exists (select from place_reports where place_id = p_place and reporter = p_reporter and removed_by is not null) then
    return 'stored';
  end if;
  -- a place that is closed is not full of people, and the other way round
  delete from place_reports
  where place_id = p_place and reporter = p_reporter and (said = 'closed') <> (p_said = 'closed');
  v_changed := found;
  insert into place_reports as known (place_id, reporter, said, minutes, reported_at, stated_by)
  values (p_place, p_reporter, p_said, p_minutes, now_v1(), p_stated_by)
  on conflict (place_id, reporter, (case when said in ('wait', 'closed') then said else 'fullness' end)) do update
    set said = excluded.said, minutes = excluded.minutes, reported_at = excluded.reported_at
    where (known.said, known.minutes) is distinct from (excluded.said, excluded.minutes)
      or known.reported_at <= excluded.reported_at - interval '10 minutes';
  if found or v_changed then
    perform place_reports_apply(p_place, case when p_stated_by is null then 'user' else 'business' end);
  end if;
  return 'stored';
end
$$;
