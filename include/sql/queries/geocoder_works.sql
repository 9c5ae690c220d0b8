-- :service has answered: what it failed before is forgotten.
update jatre.geocoders
set
  failures = 0,
  open_until = null,
  reason = null
where service = :service and failures > 0
