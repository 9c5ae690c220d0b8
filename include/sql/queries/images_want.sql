-- The first pictures of public events still to come that nobody has asked for yet.
insert into jatre.image_thumbnails (url_hash, url, ask_at)
select distinct
  sha256(convert_to(i.url, 'UTF8')),
  i.url,
  clock_timestamp()
from jatre.event_images as i
inner join jatre.discovered_events as e on i.event_id = e.id
where
  i.is_primary and e.is_public
  and length(i.url) <= 4000
  and exists (
    select from jatre.event_occurrences as o
    where o.event_id = e.id and o.over_at > jatre.now_v1()
  )
on conflict do nothing
