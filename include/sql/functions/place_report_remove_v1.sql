-- Take a report out, and say anew what the others agree on; false where there is none such.
create function jatre.place_report_remove_v1(p_id uuid, p_by text) returns boolean
language sql security definer
set search_path = jatre, public, pg_temp
return place_report_mark(p_id, p_by);
