-- One step's reading of the feed for alerts, in one round trip: the changes after p_after, p_limit and p_bytes at most,
-- each with what is known of its event. It numbers nothing: rows are taken as slowly as their reader likes, and until
-- they are, nobody else could number. `words` are those by which the event is found now and was before, where alerts
-- search (p_words); `reworded` whether these are others now; `now` the business clock; `erasures` how many there were
-- until then; and `has_new_alerts` whether alerts have changed in transactions that were not over at p_since: whoever
-- has confirmed one before a change is among these.
--
-- Rows of events are looked up one by one (`limit`): the planner cannot know how few they are.
create function jatre.alert_changes_read(
  p_after bigint, p_limit integer, p_bytes bigint, p_words boolean, p_since text
)
returns table (
  seq bigint, kind text, entity text, version bigint, payload text, known_version bigint, known text, words text[],
  reworded boolean, now timestamptz, erasures bigint, has_new_alerts boolean
)
language plpgsql stable
set search_path = jatre, public, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  select
    f.seq,
    f.kind,
    f.entity,
    f.version,
    f.payload,
    s.version,
    s.document::text,
    case when p_words then alert_event_words(e.search, s.search) else '{}' end,
    p_words and coalesce(e.search <> s.search, true),
    now_v1(),
    c.erasures,
    coalesce((select a.changed_xid from alerts a order by a.changed_xid desc limit 1) >= p_since::xid8, false)
  from feed_read_v2(p_after, p_limit, p_bytes) as f
  cross join alert_cursor as c
  cross join lateral (
    select case
      when f.kind like 'event:%' and f.entity ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then f.entity::uuid
    end as id
  ) as w
  left join lateral (
    select b.version, b.document, b.search from alert_events b where b.event_id = w.id order by b.event_id limit 1
  ) as s on true
  left join lateral (
    select d.search from discovered_events d where p_words and d.id = w.id order by d.id limit 1
  ) as e on true
  order by f.seq;
end
$$;
