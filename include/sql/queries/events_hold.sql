-- Hold events against other runs, in the order of their ids.
select id from jatre.discovered_events
where id = any(cast(:events as uuid[]))
order by id
for update
