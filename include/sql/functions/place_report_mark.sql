-- Take a report out (p_kind 'remove') or count it again ('restore'), note who does it (p_by) and why, and say anew what
-- the reports come to; false where there is none that this changes. Raises where it is not stated who decides.
create function jatre.place_report_mark(p_id uuid, p_kind text, p_by text, p_reason text) returns boolean
language plpgsql
set search_path = jatre, public, pg_temp
as $$
declare
  v_report place_reports;
  v_refusal constant text := decision_refusal(p_by, p_reason);
begin
  if v_refusal is not null then
    raise exception using errcode = 'check_violation', message = v_refusal;
  end if;
  -- in the order in which a report is taken: its place, then the report
  perform from places where id = (select r.place_id from place_reports as r where r.id = p_id) for no key update;
  update place_reports set removed_by = case p_kind when 'remove' then p_by end
  where id = p_id and (removed_by is null) = (p_kind = 'remove')
  returning * into v_report;
  if v_report.id is null then
    return false;
  end if;
  insert into place_report_decisions (report_id, kind, decided_by, reason) values (p_id, p_kind, p_by, p_reason);
  perform place_reports_apply(v_report.place_id, case when v_report.stated_by is null then 'user' else 'business' end);
  return true;
end
$$;
