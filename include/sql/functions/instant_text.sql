-- An instant as JSON has it: ISO 8601, in UTC. One expression without settings, so that the planner puts it into what
-- calls it.
create function jatre.instant_text(p_at timestamptz) returns text
language sql stable
as $$
  select to_json(p_at at time zone 'UTC') #>> '{}' || 'Z'
$$;
