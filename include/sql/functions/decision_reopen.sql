-- Send the listings that a decision speaks of back to the stage that heeds it, unless they wait for an earlier one,
-- and ask the pipeline to take the stages up. A merge or split sends all listings of the events: whoever leaves one
-- may have kept others from it. Returns the ids of the events.
create function jatre.decision_reopen(p_decision uuid, p_by text) returns uuid[]
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_events uuid[];
begin
  with concerned as (
    select distinct on (l.id) l.id, l.event_id, d.kind
    from event_decisions as d
    inner join event_sources as s on s.slug in (d.source_slug, d.other_source_slug)
    inner join events_staging as l on
      l.source_id = s.id
      and (s.slug, l.external_id)
      in ((d.source_slug, d.external_id), (d.other_source_slug, d.other_external_id))
    where d.decision = p_decision and l.event_id is not null
  ),
  reopened as (
    update events_staging as l
    set stage = case when c.is_matching then 'dedup' else 'enrich' end, tries = 0
    from (select event_id, bool_or(kind in ('merge', 'split')) as is_matching from concerned group by event_id) as c
    where
      l.event_id = c.event_id
      and (c.is_matching or l.id in (select id from concerned))
      and l.status <> 'set_aside'
      and l.stage in ('enrich', 'publish', 'done')
  )
  select coalesce(array_agg(distinct event_id), '{}') into v_events from concerned;
  perform request_append('stages', 'decisions', '{}', p_by);
  return v_events;
end
$$;
