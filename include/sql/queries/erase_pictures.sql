-- The thumbnails of pictures that :events alone show.
delete from jatre.image_thumbnails as t
using jatre.event_images as i
where
  i.event_id = any(cast(:events as uuid[]))
  and t.url_hash = sha256(convert_to(i.url, 'UTF8'))
  and not exists (
    select
    from jatre.event_images as o
    where md5(o.url) = md5(i.url) and o.url = i.url and o.event_id <> all(cast(:events as uuid[]))
  )
returning t.archived_uri
