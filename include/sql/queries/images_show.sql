-- Events that show a picture show its thumbnail from now on; their triggers write the change.
update jatre.event_images as i
set thumbnail_url = '/images/' || t.name
from jatre.image_thumbnails as t
where
  t.url_hash = :url_hash
  and md5(i.url) = md5(t.url) and i.url = t.url
  and i.thumbnail_url is distinct from '/images/' || t.name
