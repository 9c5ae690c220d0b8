drop index jatre.event_images_url;
drop table jatre.image_thumbnails;
