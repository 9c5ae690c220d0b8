-- What became of the listings :external_ids of the source :source_id.
select
  l.external_id,
  coalesce(l.processed_data ->> 'title', l.raw_data ->> 'title', l.raw_data ->> 'name') as title,
  l.event_id,
  case
    when l.stage <> 'done' then format('there was no time for it (%s)', l.stage)
    else l.set_aside_reason
  end as skipped
from jatre.events_staging as l
where l.source_id = :source_id and l.external_id = any(cast(:external_ids as text[]))
order by l.external_id
