-- The listings that an erasure means: of :event (all of its listings, also when it was merged), the one of :slug and
-- :external_id, all of the source :slug, or all in which :text stands, in whatever case.
select
  l.id,
  l.source_id,
  s.slug,
  l.external_id,
  l.raw_data,
  l.event_id
from jatre.events_staging as l
inner join jatre.event_sources as s on l.source_id = s.id
where
  case
    when cast(:event as uuid) is not null
      then l.event_id in (
        select coalesce(e.merged_into, e.id)
        from jatre.discovered_events as e
        where e.id = cast(:event as uuid)
      )
    when cast(:text as text) is not null
      then
        strpos(
          lower(concat_ws(' ', l.external_id, l.raw_data, l.processed_data, l.error)),
          lower(btrim(to_json(cast(:text as text))::text, '"'))
        ) > 0
    else s.slug = :slug and (cast(:external_id as text) is null or l.external_id = :external_id)
  end
order by s.slug, l.external_id
