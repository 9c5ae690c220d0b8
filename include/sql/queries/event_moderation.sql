-- What :event, or the one that it was merged into, is called, and how it stands with moderation.
select
  coalesce(into_event.title, e.title) as title,
  coalesce(into_event.moderation_status, e.moderation_status) as moderation_status
from jatre.discovered_events as e
left join jatre.discovered_events as into_event on e.merged_into = into_event.id
where e.id = :event
