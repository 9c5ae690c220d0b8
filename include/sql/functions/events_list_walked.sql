-- What of a filter decides which dates are walked: one category alone, of which an index has the dates in their order
-- (`on_index` in `events_list_conditions`). To be counted and expected with the same, or music would be a share of all.
create function jatre.events_list_walked(p_filter jsonb) returns jsonb
language plpgsql immutable
set search_path = jatre, public, pg_temp
as $$
begin
  return case
    when jsonb_array_length(p_filter -> 'category') = 1 then jsonb_build_object('category', p_filter -> 'category')
    else '{}'
  end;
end
$$;
