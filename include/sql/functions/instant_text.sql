-- An instant as JSON has it: ISO 8601, in UTC.
create function jatre.instant_text(p_at timestamptz) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select to_json(p_at at time zone 'UTC') #>> '{}' || 'Z'
$$;
