-- Tell what was found, up to :last: a row for each channel. Who does not want this kind of news, or has not confirmed,
-- or was told, is left out. Of a page's own nothing waits. In the order of channels, in which the key of the outbox is;
-- of each channel in the order in which it was found.
with told as (
  delete from jatre.alert_findings
  where id <= :last
  returning *
),

-- materialized, so that only what is written is sorted, and not whole channels
wanted as materialized (
  select
    n.id as finding,
    a.channel_id,
    a.id as alert_id,
    n.event_id,
    n.kind,
    n.version,
    n.detail,
    n.found_at,
    case
      when c.quiet_from is null and c.digest_hour is null
        then clock_timestamp()
      else jatre.alert_due(c, n.kind, clock_timestamp())
    end as due_at,
    c.kind <> 'page' as waits
  from told as n
  cross join unnest(n.alerts) as m (alert)
  inner join jatre.alerts as a on m.alert = a.id and n.kind = any(a.kinds) and a.confirmed_at is not null
  inner join jatre.alert_channels as c
    on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
),

written as (
  insert into jatre.alert_outbox (
    channel_id, alert_id, event_id, kind, version, detail, created_at, due_at, waits
  )
  select
    channel_id,
    alert_id,
    event_id,
    kind,
    version,
    detail,
    found_at,
    due_at,
    waits
  from wanted
  order by channel_id, finding
  on conflict (channel_id, event_id, kind, version) do nothing
)

select count(*) from told
