-- The areas of a batch, held until its end: where venues are is read and written by one transaction at a time, so that
-- none that is under way misses what another has just been taught.
select a.code
from jatre.areas as a
where a.code = any(cast(:codes as text[]))
order by a.code
for no key update
