-- Add the source that the preview p_preview found, under a name, and read it at once. `p_official`: it belongs to the
-- venue or organizer itself. Returns the request's id, whose answer names the source; null when that preview has found
-- none, or when 100 of its kind wait.
create function jatre.source_add_v1(p_preview bigint, p_name text, p_official boolean, p_asked_by text) returns bigint
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  select request_append(
    'add_source', r.id::text, jsonb_build_object('name', p_name, 'official', p_official), p_asked_by
  )
  from pipeline_requests as r
  where r.id = p_preview and r.kind = 'preview_address' and r.state = 'done'
    and jsonb_typeof(r.answer -> 'source') = 'object' and length(p_name) <= 100
$$;
