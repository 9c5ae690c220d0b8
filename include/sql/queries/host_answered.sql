-- :host has answered :source_id, or (null) any source: what it failed before is forgotten.
delete from jatre.host_failures
where host = :host and source_id is not distinct from cast(:source_id as uuid)
