-- Ask for a picture again after :wait, or without that no more; with the reason.
update jatre.image_thumbnails
set
  ask_at = clock_timestamp() + cast(:wait as interval),
  reason = :reason
where url_hash = :url_hash
