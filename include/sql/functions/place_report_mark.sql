-- Mark a report as taken out by a moderator (p_by), or with null as one that counts, and say anew what the reports come
-- to; false where there is none that this changes.
create function jatre.place_report_mark(p_id uuid, p_by text) returns boolean
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_report place_reports;
begin
  -- in the order in which a report is taken: its place, then the report
  perform from places where id = (select r.place_id from place_reports as r where r.id = p_id) for no key update;
  update place_reports set removed_by = p_by
  where id = p_id and (removed_by is null) <> (p_by is null)
  returning * into v_report;
  if v_report.id is null then
    return false;
  end if;
  perform place_reports_apply(v_report.place_id, case when v_report.stated_by is null then 'user' else 'business' end);
  return true;
end
$$;
