-- The answer of the preview that the request :id asked for; null when there is none.
select r.answer
from jatre.pipeline_requests as r
where r.id = :id and r.kind = 'preview_address' and r.state = 'done'
