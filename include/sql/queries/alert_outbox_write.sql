-- Tell what was found: each finding has the alerts that it is told to. Who does not want this kind of news, or has not
-- confirmed, or was told, is left out; so is an event whose words are not those of the search, or, as new, had them
-- before. Of a page's own nothing waits.
with findings as materialized (
  select
    cast(e.one ->> 'event_id' as uuid) as event_id,
    e.one ->> 'kind' as kind,
    cast(e.one ->> 'version' as bigint) as version,
    nullif(e.one -> 'detail', 'null') as detail,
    cast(e.one ->> 'passed' as boolean) as passed,
    cast(e.one ->> 'alerts' as uuid[]) as alerts
  from jsonb_array_elements(cast(:findings as jsonb)) as e (one)
)

insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, due_at, waits)
select
  a.channel_id,
  a.id,
  n.event_id,
  n.kind,
  n.version,
  n.detail,
  case
    when c.quiet_from is null and c.digest_hour is null
      then clock_timestamp()
    else jatre.alert_due(c, n.kind, clock_timestamp())
  end,
  c.kind <> 'page'
from findings as n
cross join unnest(n.alerts) as m (alert)
inner join jatre.alerts as a on m.alert = a.id and n.kind = any(a.kinds) and a.confirmed_at is not null
inner join jatre.alert_channels as c on a.channel_id = c.id and c.confirmed_at is not null and c.unsubscribed_at is null
where
  case
    when a.words is null then true
    when n.kind = 'new'
      then
        exists (
          select from jatre.discovered_events as e
          where e.id = n.event_id and e.search @@ a.words
        )
        and not (
          n.passed
          and exists (
            select from jatre.alert_events as s
            where s.event_id = n.event_id and s.search @@ a.words
          )
        )
    else
      exists (
        select from jatre.discovered_events as e
        where e.id = n.event_id and e.search @@ a.words
      )
      or exists (
        select from jatre.alert_events as s
        where s.event_id = n.event_id and s.search @@ a.words
      )
  end
on conflict (channel_id, event_id, kind, version) do nothing
