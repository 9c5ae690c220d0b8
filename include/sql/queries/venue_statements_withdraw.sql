-- What :listings stated before and state no more: :kept is a JSON array of {key, listing_id, spot}.
delete from jatre.venue_statements as v
where
  v.listing_id = any(cast(:listings as uuid[]))
  and not exists (
    select
    from jsonb_to_recordset(cast(:kept as jsonb)) as r (key text, listing_id uuid, spot text)
    where r.listing_id = v.listing_id and r.key = v.name_key and r.spot = v.spot
  )
returning v.name_key
