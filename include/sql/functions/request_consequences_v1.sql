-- Ask the pipeline what a decision would change: p_options is what it would be, {kind, event, other, listings, patch},
-- or {"revoke": decision}. Returns the request's id, whose answer has it; null when 100 of them wait.
create function jatre.request_consequences_v1(p_options jsonb, p_asked_by text) returns bigint
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  select request_append(
    'consequences', coalesce(p_options ->> 'event', p_options ->> 'revoke'), p_options, p_asked_by
  )
  where
    coalesce(p_options ->> 'event', p_options ->> 'revoke') ~ '^[0-9a-f-]{36}$'
    and length(p_options::text) <= 500000
$$;
