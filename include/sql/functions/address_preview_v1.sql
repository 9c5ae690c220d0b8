-- Ask what an address would bring if it were a source: how it can be read, its events as the page would show them, what
-- would be skipped. Returns the request's id, whose answer is that; null when it is no address of the web, or when 100
-- of its kind wait. The address must hold no secret: the pipeline refuses one that does, and masks it here.
create function jatre.address_preview_v1(p_address text, p_asked_by text) returns bigint
language sql security definer
set search_path = jatre, public, pg_temp
as $$
  select request_append('preview_address', p_address, '{}', p_asked_by)
  where p_address ~* '^https?://[^/\s]' and length(p_address) <= 2000
$$;
