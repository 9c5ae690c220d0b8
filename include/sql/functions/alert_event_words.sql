-- The words by which an event is found now (p_now) and was before (p_before), of either where it is known; some twice.
create function jatre.alert_event_words(p_now tsvector, p_before tsvector) returns text[]
language sql immutable parallel safe
return case
  when p_now = p_before then tsvector_to_array(p_now)
  else coalesce(tsvector_to_array(p_now), '{}') || coalesce(tsvector_to_array(p_before), '{}')
end;
