-- Insert an instance, or bring its row up to date where it differs. Whether it is paused (is_active) or still on trial
-- is left as an admin or its trial set it, and what the connector remembers is forgotten when it is pointed elsewhere.
insert into jatre.event_sources as stored (
  slug, name, kind, type, config, area_code, schedule, rate_limit, rate_window, priority, official, is_active, on_trial,
  added_by
)
select
  i.slug,
  i.name,
  i.kind,
  :type,
  i.config,
  i.area,
  i.schedule,
  i.rate_limit,
  i.rate_window,
  i.priority,
  i.official,
  i.is_active,
  coalesce(i.on_trial, false),
  i.added_by
from
  jsonb_to_record(cast(:instance as jsonb)) as i (
    slug text, name text, kind text, config jsonb, area text, schedule text, rate_limit integer, rate_window integer,
    priority smallint, official boolean, is_active boolean, on_trial boolean, added_by text
  )
on conflict (slug) do update set
  name = excluded.name,
  kind = excluded.kind,
  type = excluded.type,
  config = excluded.config,
  area_code = excluded.area_code,
  schedule = excluded.schedule,
  rate_limit = excluded.rate_limit,
  rate_window = excluded.rate_window,
  priority = excluded.priority,
  official = excluded.official,
  state = case
    when (stored.kind, stored.config) = (excluded.kind, excluded.config) then stored.state else '{}'::jsonb
  end,
  updated_at = now()
where
(
  stored.name, stored.kind, stored.type, stored.config, stored.area_code, stored.schedule, stored.rate_limit,
  stored.rate_window, stored.priority, stored.official
) is distinct from (
  excluded.name, excluded.kind, excluded.type, excluded.config, excluded.area_code, excluded.schedule,
  excluded.rate_limit, excluded.rate_window, excluded.priority, excluded.official
)
