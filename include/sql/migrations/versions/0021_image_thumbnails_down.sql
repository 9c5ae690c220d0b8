-- No event shows a thumbnail any more; triggers, which would do the first of these, are not there.
update jatre.discovered_events as e
set images = a.images
from (
  select
    i.event_id,
    json_agg(
      json_build_object('url', i.url, 'thumbnailUrl', null, 'alt', i.alt_text)
      order by i.is_primary desc, i.url
    ) as images
  from jatre.event_images as i
  group by i.event_id
  having count(i.thumbnail_url) > 0
) as a
where e.id = a.event_id;
update jatre.event_images
set thumbnail_url = null
where thumbnail_url is not null;
drop index jatre.event_images_url;
drop table jatre.image_thumbnails;
