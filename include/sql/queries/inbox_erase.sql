-- Deliveries :ids held what was erased before: their bodies go.
update jatre.webhook_inbox
set body = ''
where id = any(cast(:ids as bigint[]))
