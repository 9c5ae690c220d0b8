-- The thumbnail of a picture, and what the picture is like.
update jatre.image_thumbnails
set
  ask_at = null,
  tries = 0,
  reason = null,
  fetched_at = clock_timestamp(),
  archived_uri = :uri,
  width = :width,
  height = :height,
  perceptual_hash = :perceptual_hash,
  name = :name,
  body = :body
where url_hash = :url_hash
