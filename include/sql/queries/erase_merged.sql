-- Those of :events that were merged away keep their ids, which lead to the event that stays, and nothing else.
with merged as (
  select e.id
  from jatre.discovered_events as e
  where e.id = any(cast(:events as uuid[])) and e.merged_into is not null
),

pictures as (
  delete from jatre.event_images as i
  where i.event_id in (select m.id from merged as m)
)

update jatre.discovered_events as e
set
  title = 'merged',
  description = null,
  description_html = null,
  subcategory = null,
  tags = '{}',
  recurrence_rule = null,
  venue_name = null,
  venue_address = null,
  google_place_id = null,
  organizer_name = null,
  contact_info = null,
  external_url = null,
  ticket_url = null,
  links = '[]',
  price_range = null,
  moderation_reasons = '{}',
  moderation_notes = null,
  draft = null,
  provenance = '{}'
where e.id in (select m.id from merged as m)
