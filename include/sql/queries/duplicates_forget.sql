-- Reasons that no longer hold: :listings were matched anew, and :rows is what holds of them. Of pairs for review that
-- is so from either end: of those that stand with another listing beside one of :events, too.
delete from jatre.event_duplicates as d
where
  (
    d.duplicate_event_id = any(cast(:listings as uuid[]))
    or (d.primary_event_id = any(cast(:events as uuid[])) and d.match_fields ->> 'decided' = 'for review')
  )
  and not exists (
    select from jsonb_to_recordset(cast(:rows as jsonb)) as r (event uuid, listing uuid)
    where r.event = d.primary_event_id and r.listing = d.duplicate_event_id
  )
