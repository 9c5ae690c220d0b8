-- The id of an organizer: of its name in small letters, so that it needs no table and stays the same. Plain
-- SQL, so that it is the expression of an index.
create function jatre.organizer_id(p_name text) returns uuid
language sql immutable parallel safe strict
as $$
  select md5(lower(btrim(p_name)))::uuid
$$;
