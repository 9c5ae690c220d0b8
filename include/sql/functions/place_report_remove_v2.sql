-- Take a report out, and say anew what the others agree on; who does it (p_by) and why is kept. False where there is
-- none such.
create function jatre.place_report_remove_v2(p_id uuid, p_by text, p_reason text) returns boolean
language sql security definer
set search_path = jatre, public, pg_temp
return place_report_mark(p_id, 'remove', p_by, p_reason);
