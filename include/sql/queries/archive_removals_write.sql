-- The payloads :uris are to be removed from the archive.
insert into jatre.archive_removals (uri)
select u.uri
from unnest(cast(:uris as text[])) as u (uri)
on conflict do nothing
