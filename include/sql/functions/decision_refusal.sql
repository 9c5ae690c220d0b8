-- What is wrong with who decides and why, in words; null where nothing is: each is one line, shown as it was meant.
create function jatre.decision_refusal(p_by text, p_reason text) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case
    when p_by is null or p_by !~ '\S' then 'who decides is kept with the decision: it cannot be blank'
    when length(p_by) > 200 or length(p_reason) > 2000
      then 'who decides has at most 200 characters, the reason 2000'
    -- what controls a terminal, is not seen, or turns the direction of writing; the joiners of scripts stay
    when concat(p_by, p_reason)
      ~ '[\u0001-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
      then 'who decides and why are one line each, without control characters'
  end
$$;
