-- Let the source :slug be read again: as the service does it. No row when it was not paused, or there is none.
select cast(:slug as text) as slug
from jatre.source_resume_v1(:slug, :by) as answer
where coalesce((answer ->> 'changed')::boolean, false)
