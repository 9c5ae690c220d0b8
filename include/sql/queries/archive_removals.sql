-- Payloads that are to be removed from the archive, at most :size, held; not those that another run removes.
select uri
from jatre.archive_removals
order by uri
limit :size
for update skip locked
