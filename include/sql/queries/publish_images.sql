-- Images of the draft that are new or differ. Two addresses of one digest do not come about by chance: one is shown.
insert into jatre.event_images as i (event_id, url, source_url, alt_text, is_primary, thumbnail_url)
select distinct on (e.id, md5(d.url))
  e.id,
  d.url,
  d.url as source_url,
  d.alt,
  d."primary",
  '/images/' || t.name as thumbnail_url
from jatre.discovered_events as e
cross join lateral jsonb_to_recordset(e.draft -> 'images') as d (url text, alt text, "primary" boolean)
left join jatre.image_thumbnails as t on t.url_hash = sha256(convert_to(d.url, 'UTF8')) and d."primary"
where
  e.id = any(cast(:events as uuid[]))
  and not exists (
    select from jatre.event_images as known
    where
      known.event_id = e.id
      -- or the planner, which expects a hundred images of each, reads those of all events
      and known.event_id = any(cast(:events as uuid[]))
      and known.url = d.url
      and known.alt_text is not distinct from d.alt
  )
order by e.id, md5(d.url), d."primary" desc
on conflict (event_id, md5(url)) do update set alt_text = excluded.alt_text
