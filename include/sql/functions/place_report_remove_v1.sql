-- Take a report out, and say anew what the others agree on; false where there is none such.
create function jatre.place_report_remove_v1(p_id uuid, p_by text) returns boolean
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_place uuid;
begin
  -- in the order in which a report is taken: its place, then the report
  perform from places where id = (select r.place_id from place_reports as r where r.id = p_id) for no key update;
  update place_reports set removed_by = p_by where id = p_id and removed_by is null returning place_id into v_place;
  if v_place is null then
    return false;
  end if;
  perform place_reports_apply(v_place);
  return true;
end
$$;
