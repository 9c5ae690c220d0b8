-- Ask the pipeline to read a source (`fetch`) or to show what it would bring (`preview`). Returns the request's id;
-- null when there is no such source, or when 100 of the kind wait. A request that waits already is not asked twice.
create function jatre.request_write_v1(p_kind text, p_target text, p_asked_by text) returns bigint
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  select request_append(p_kind, slug, '{}', p_asked_by)
  from event_sources
  where slug = p_target and p_kind in ('fetch', 'preview')
$$;
