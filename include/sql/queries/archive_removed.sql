-- The payloads :uris are gone.
delete from jatre.archive_removals
where uri = any(cast(:uris as text[]))
