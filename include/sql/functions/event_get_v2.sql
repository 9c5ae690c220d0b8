-- One public event with its sources, where its values come from and why its listings are one; after a merge
-- {"movedTo": id} of the event it was merged into; null when there is nothing to see.
create function jatre.event_get_v2(p_id uuid) returns jsonb
language plpgsql stable security definer
set search_path = jatre, public, pg_temp
as $$
begin
  return (
    select case when e.id = p_id
      then event_document(e, s.name, e.occurrences, e.images)::jsonb || jsonb_build_object(
        'sources', event_sources_json(e), 'provenance', event_provenance_json(e), 'matches', event_matches_json(e.id)
      )
      else jsonb_build_object('movedTo', e.id)
    end
    from discovered_events e
    left join event_sources s on s.id = e.source_id
    where e.id = event_target(p_id)
  );
end
$$;
