-- One public event; after a merge {"movedTo": id} of the event it was merged into; null when there is nothing to
-- see.
create function jatre.event_get_v1(p_id uuid) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  with recursive trail as (
    select e.id, e.merged_into, 0 as hop from discovered_events e where e.id = p_id
    union all
    select e.id, e.merged_into, t.hop + 1
    from trail t join discovered_events e on e.id = t.merged_into
    where t.hop < 20
  ),
  target as (select id from trail where merged_into is null)
  select case when e.id = p_id
    then event_document(e, s.name, e.occurrences, e.images)::jsonb
    else jsonb_build_object('movedTo', e.id)
  end
  from target
  join discovered_events e on e.id = target.id and e.is_public
  left join event_sources s on s.id = e.source_id
$$;
