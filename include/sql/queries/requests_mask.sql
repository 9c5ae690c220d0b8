-- What the request :id is about, with its secret masked.
update jatre.pipeline_requests
set target = :target
where id = :id
