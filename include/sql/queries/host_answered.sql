-- :host has answered: what it failed before is forgotten.
delete from jatre.host_failures
where host = :host
