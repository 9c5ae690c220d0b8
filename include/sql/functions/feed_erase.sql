-- Take what was erased out of changes that are still kept: the order, kinds of others and versions stay. Of an event
-- that is gone each change tells its removal; of one that still has other listings each shows it as it is now. The
-- service's processes hold recent changes in memory: with a new epoch they drop them all, and clients list again.
-- The line of what is on at a place quotes titles: all such lines go, also those of other events.
create function jatre.feed_erase(p_events uuid[]) returns bigint
language plpgsql security definer
set search_path = jatre, public, pg_temp
as $$
declare
  v_outbox bigint;
  v_feed bigint;
begin
  -- first of all, as whoever numbers changes locks the head before these: in the other order each waits for the other
  perform feed_new_epoch_v1();
  create temporary table erased on commit drop as
  select
    w.id::text as entity,
    w.id,
    e.id is not null as stands,
    coalesce(e.is_public, false) as is_public,
    e.merged_into,
    coalesce(e.title, '') as title,
    coalesce(e.moderation_status, 'rejected') as moderation_status,
    coalesce(e.moderation_reasons, '{}') as moderation_reasons,
    case when e.is_public then event_document(
      e, (select s.name from event_sources s where s.id = e.source_id), e.occurrences, e.images
    )::text end as payload
  from unnest(p_events) as w (id)
  left join discovered_events as e on w.id = e.id;

  update feed_outbox as c
  set
    kind = case when c.kind = 'moderation' or x.payload is not null then c.kind else 'event:removed' end,
    payload = case
      when c.kind = 'moderation'
        then event_moderation_json(x.id, c.version, x.title, x.moderation_status, x.moderation_reasons)
      else coalesce(x.payload, event_removed_json(x.id, c.version, x.merged_into))
    end
  from erased as x
  where c.entity = x.entity and (c.kind like 'event:%' or c.kind = 'moderation') and c.kind <> 'event:removed';
  get diagnostics v_outbox = row_count;

  update feed_changes as c
  set
    kind = case when c.kind = 'moderation' or x.payload is not null then c.kind else 'event:removed' end,
    payload = case
      when c.kind = 'moderation'
        then event_moderation_json(x.id, c.version, x.title, x.moderation_status, x.moderation_reasons)
      else coalesce(x.payload, event_removed_json(x.id, c.version, x.merged_into))
    end
  from erased as x
  where c.entity = x.entity and (c.kind like 'event:%' or c.kind = 'moderation') and c.kind <> 'event:removed';
  get diagnostics v_feed = row_count;

  update feed_outbox as c set payload = jsonb_set(c.payload::jsonb, '{specialStatus}', 'null')::text
  where c.kind = 'place:status' and c.payload::jsonb ->> 'specialStatus' is not null;
  update feed_changes as c set payload = jsonb_set(c.payload::jsonb, '{specialStatus}', 'null')::text
  where c.kind = 'place:status' and c.payload::jsonb ->> 'specialStatus' is not null;
  drop table erased;
  return v_outbox + v_feed;
end
$$;
