-- Where the cursor stands at :after, nothing was erased since :erasures, and nobody holds it, write what a step has
-- found and move it to :last: what was found (:findings), with the alerts that it is told to, and what events are like
-- now (:states). Answers 1, or else 0. All of it reads the tables as they were before. The commit need not wait for the
-- disk: after a crash what was found and the cursor go back together.
--
-- Of the alerts that search, ones are left out whose words do not find the event, or found what is now new to the rest
-- of their filter as it was before. The words by which an event is found are those of its row: if that has changed
-- again meanwhile, they stay as they were until that change is read, to which they are news. Rows of events are looked
-- up one by one (`limit`): the planner cannot know how few they are.
with held as (
  select
    c.seq,
    set_config('synchronous_commit', 'off', true) as relaxed
  from jatre.alert_cursor as c
  where c.seq = :after and c.erasures = :erasures for update skip locked
),

found as materialized (
  select
    n.event_id,
    n.kind,
    n.version,
    n.detail,
    cast(n.alerts as uuid[]) || array(
      select a.id
      from unnest(cast(n.searching as uuid[])) as m (alert)
      inner join jatre.alerts as a on m.alert = a.id
      where
        case
          when a.words is null then true
          when n.kind = 'new' then e.search @@ a.words and not (n.passed and coalesce(s.search @@ a.words, false))
          else e.search @@ a.words or s.search @@ a.words
        end
    ) as alerts
  from
    jsonb_to_recordset(cast(:findings as jsonb))
      as n (
        event_id uuid, kind text, version bigint, detail jsonb, passed boolean, alerts text, searching text
      )
  left join lateral (
    select d.search from jatre.discovered_events as d
    where d.id = n.event_id and n.searching <> '{}'
    order by d.id limit 1
  ) as e on true
  left join lateral (
    select b.search from jatre.alert_events as b
    where b.event_id = n.event_id and n.searching <> '{}'
    order by b.event_id limit 1
  ) as s on true
  where exists (select from held)
),

findings as (
  insert into jatre.alert_findings (event_id, kind, version, detail, alerts)
  select
    event_id,
    kind,
    version,
    detail,
    alerts
  from found
  where alerts <> '{}'
),

states as (
  insert into jatre.alert_events (event_id, version, over_at, document, search)
  select
    w.id,
    w.version,
    e.over_at,
    w.document,
    coalesce(case when e.version > w.version then s.search else e.search end, '')
  from jsonb_to_recordset(cast(:states as jsonb)) as w (id uuid, version bigint, document jsonb)
  left join lateral (
    select
      d.version,
      d.over_at,
      d.search
    from jatre.discovered_events as d
    where d.id = w.id
    order by d.id limit 1
  ) as e on true
  left join lateral (
    select b.search from jatre.alert_events as b
    where b.event_id = w.id
    order by b.event_id limit 1
  ) as s on true
  where exists (select from held)
  on conflict (event_id) do update
    set version = excluded.version, over_at = excluded.over_at, document = excluded.document, search = excluded.search
    where alert_events.version < excluded.version
),

moved as (
  update jatre.alert_cursor as c set seq = cast(:last as bigint), filled = true
  from held
  where c.seq = held.seq
)

select count(relaxed) from held
