-- Images that the draft no longer has, and a main image that is no longer the main one.
delete from jatre.event_images as i
using jatre.discovered_events as e
where
  e.id = any(cast(:events as uuid[]))
  and i.event_id = e.id
  and e.draft is not null
  and not exists (
    select from jsonb_to_recordset(e.draft -> 'images') as d (url text, "primary" boolean)
    where d.url = i.url and d."primary" = i.is_primary
  )
