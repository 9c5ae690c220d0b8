-- Write what was found, with the alerts that it is told to. Of those that search, ones are left out whose words do not
-- find the event, or found what is now new to the rest of their filter as it was before. Materialized, each is searched
-- once, and not again for the last condition.
with found as materialized (
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
    ) as alerts
  from
    jsonb_to_recordset(cast(:findings as jsonb)) as n (
      event_id uuid, kind text, version bigint, detail jsonb, passed boolean, alerts text, searching text
    )
)

insert into jatre.alert_findings (event_id, kind, version, detail, alerts)
select
  event_id,
  kind,
  version,
  detail,
  alerts
from found
where alerts <> '{}'
