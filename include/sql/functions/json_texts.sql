-- The texts of an array of JSON. A function, so that a statement with many of them has no plan for each.
create function jatre.json_texts(p_array jsonb) returns text[]
language plpgsql immutable strict parallel safe
set search_path = jatre, public, pg_temp
as $$
begin
  return array(select jsonb_array_elements_text(p_array));
end
$$;
