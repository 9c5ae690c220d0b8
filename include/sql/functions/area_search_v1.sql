-- Kinds and places as people call them who search in an area, as `include/areas/searching.py` writes them; or null.
create function jatre.area_search_v1(p_code text) returns jsonb
language sql stable security definer
set search_path = jatre, public, pg_temp
as $$
  select a.search from areas a where a.code = p_code
$$;
