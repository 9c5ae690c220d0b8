-- The descriptions of :events with which another organizer's event of another source was published before, and the
-- title of that event. A text of less than 200 characters may be the same by chance: an address, an offer.
select distinct on (l.event_id, o.description)
  l.event_id,
  o.description,
  o.title
from jatre.events_staging as l
inner join jatre.discovered_events as o
  on
    md5(l.processed_data ->> 'description') = md5(o.description)
    and length(o.description) >= 200
    and l.event_id <> o.id
where
  l.event_id = any(cast(:events as uuid[]))
  and o.merged_into is null
  and o.source_id <> l.source_id
  and o.published_at < l.first_seen_at
  and lower(o.organizer_name) <> lower(l.processed_data -> 'organizer' ->> 'name')
order by l.event_id, o.description, o.published_at, o.id
