-- Tell what was found: each match is an alert and the number of the news in the arrays of these. Who does not want this
-- kind of news, or has not confirmed, or was told, is left out; so is an event whose words are not those of the search,
-- or, as new, had them before. Of a page's own nothing waits.
with news as materialized (
  select
    (e.one ->> 'event_id')::uuid as event_id,
    e.one ->> 'kind' as kind,
    (e.one ->> 'version')::bigint as version,
    e.one -> 'detail' as detail,
    e.number
  from jsonb_array_elements(cast(:news as jsonb)) with ordinality as e (one, number)
)

insert into jatre.alert_outbox (channel_id, alert_id, event_id, kind, version, detail, due_at, waits)
select
  a.channel_id,
  a.id,
  n.event_id,
  n.kind,
  n.version,
  nullif(n.detail, 'null'),
  case
    when c.quiet_from is null and c.digest_hour is null
      then clock_timestamp()
    else jatre.alert_due(c, n.kind, clock_timestamp())
  end,
  c.kind <> 'page'
from
  unnest(cast(:alerts as uuid[]), cast(:numbers as integer[]), cast(:passed as boolean[])) as m (alert, number, passed)
inner join news as n on m.number = n.number
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
          m.passed
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
on conflict do nothing
