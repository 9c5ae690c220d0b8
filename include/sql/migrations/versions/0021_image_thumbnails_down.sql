-- No event shows a thumbnail any more; triggers, which would do the first of these, are not there.
update jatre.discovered_events as e
set images = (
  select
    json_agg(
      json_build_object('url', i.url, 'thumbnailUrl', null, 'alt', i.alt_text) order by i.is_primary desc, i.url
    )
  from jatre.event_images as i
  where i.event_id = e.id
)
where
  exists (
    select from jatre.event_images as i
    where i.event_id = e.id and i.thumbnail_url is not null
  );
update jatre.event_images set thumbnail_url = null where thumbnail_url is not null;
drop index jatre.event_images_url;
drop table jatre.image_thumbnails;
