-- The active sources to which something was pushed that nobody has taken.
select s.slug
from jatre.event_sources as s
inner join jatre.webhook_inbox as i on s.id = i.source_id
where s.is_active and i.taken_at is null
group by s.slug
order by s.slug
