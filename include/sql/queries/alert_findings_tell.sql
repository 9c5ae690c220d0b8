-- Tell what was found, up to :last: a row for each channel. Who does not want this kind of news, or has not confirmed,
-- or was told, is left out. Of a page's own nothing waits. In the order of channels, in which the key of the outbox is;
-- of each channel in the order in which it was found.
--
-- Alerts and channels are looked up in the order of the indexes in which all stands that is asked of them: a fifth of
-- what it takes to fetch each one's row from wherever it lies. Few channels have hours, and only theirs are read.
with told as (
  delete from jatre.alert_findings
  where id <= :last
  returning *
),

named as materialized (
  select
    n.id as finding,
    n.event_id,
    n.kind,
    n.version,
    n.detail,
    n.found_at,
    m.alert
  from told as n cross join unnest(n.alerts) as m (alert)
  order by m.alert
),

wanted as materialized (
  select
    n.*,
    a.channel_id
  from named as n
  inner join jatre.alerts as a on n.alert = a.id and n.kind = any(a.kinds) and a.confirmed_at is not null
  order by a.channel_id, n.finding
),

addressed as (
  select
    w.*,
    case
      when c.quiet_from is null and c.digest_hour is null then clock_timestamp()
      else (
        select jatre.alert_due(h, w.kind, clock_timestamp()) from jatre.alert_channels as h
        where h.id = c.id
      )
    end as due_at,
    c.kind <> 'page' as waits
  from wanted as w
  inner join jatre.alert_channels as c
    on w.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
),

written as (
  insert into jatre.alert_outbox (
    channel_id, alert_id, event_id, kind, version, detail, created_at, due_at, waits
  )
  select
    channel_id,
    alert,
    event_id,
    kind,
    version,
    detail,
    found_at,
    due_at,
    waits
  from addressed
  order by channel_id, finding
  on conflict (channel_id, event_id, kind, version) do nothing
)

select count(*) from told
