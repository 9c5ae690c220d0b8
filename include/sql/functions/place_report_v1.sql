-- Take what somebody reports of a place, in place of what the same one has reported of the same: 'stored', 'unknown'
-- for no place, or 'full' where 500 reports of the place are kept.
create function jatre.place_report_v1(p_place uuid, p_reporter bytea, p_said text, p_minutes integer) returns text
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
begin
  perform from places where id = p_place for no key update;
  if not found then
    return 'unknown';
  end if;
  delete from place_reports where place_id = p_place and reported_at < now_v1() - interval '1 day';
  if (select count(*) from place_reports where place_id = p_place) >= 500 then
    return 'full';
  end if;
  insert into place_reports as known (place_id, reporter, said, minutes, reported_at)
  values (p_place, p_reporter, p_said, p_minutes, now_v1())
  on conflict (place_id, reporter, (case when said in ('wait', 'closed') then said else 'fullness' end)) do update
    set said = excluded.said, minutes = excluded.minutes, reported_at = excluded.reported_at
    -- a report that a moderator has removed stays removed
    where known.removed_by is null;
  perform place_reports_apply(p_place);
  return 'stored';
end
$$;
