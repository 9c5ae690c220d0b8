-- Tell the next :findings that were found, in their order, while they have no more than :alerts together, and one at
-- least: a row for each channel. Who does not want this kind of news, or has not confirmed, or was told, is left out.
-- Of a page's own nothing waits.
with told as (
  delete from jatre.alert_findings
  where
    id in (
      select r.id
      from (
        select
          f.id,
          row_number() over w as place,
          sum(cardinality(f.alerts)) over w as alerts
        from (
          select
            n.id,
            n.alerts
          from jatre.alert_findings as n
          order by n.id limit :findings
        ) as f
        window w as (order by f.id)
      ) as r
      where r.place = 1 or r.alerts <= :alerts
    )
  returning *
),

written as (
  insert into jatre.alert_outbox (
    channel_id, alert_id, event_id, kind, version, detail, created_at, due_at, waits
  )
  select
    a.channel_id,
    a.id,
    n.event_id,
    n.kind,
    n.version,
    n.detail,
    n.found_at,
    case
      when c.quiet_from is null and c.digest_hour is null
        then clock_timestamp()
      else jatre.alert_due(c, n.kind, clock_timestamp())
    end,
    c.kind <> 'page'
  from told as n
  cross join unnest(n.alerts) as m (alert)
  inner join jatre.alerts as a on m.alert = a.id and n.kind = any(a.kinds) and a.confirmed_at is not null
  inner join jatre.alert_channels as c
    on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
  order by n.id
  on conflict (channel_id, event_id, kind, version) do nothing
)

select count(*) from told
