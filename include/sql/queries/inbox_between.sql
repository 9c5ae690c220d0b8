-- The deliveries of a source that came between two moments, the oldest first.
select
  id,
  delivery_id,
  body,
  signed_at,
  received_at
from jatre.webhook_inbox
where source_id = :source_id and received_at >= :since and received_at < :until
order by id
limit :size
