-- The oldest deliveries of a source that nobody has taken.
select
  id,
  delivery_id,
  body,
  signed_at
from jatre.webhook_inbox
where source_id = :source_id and taken_at is null
order by id
limit :size
