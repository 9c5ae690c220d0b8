-- Count a report again that was taken out; false where there is none such.
create function jatre.place_report_restore_v1(p_id uuid) returns boolean
language sql security definer
set search_path = jatre, public, pg_temp
return place_report_mark(p_id, null);
