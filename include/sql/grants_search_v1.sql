-- The service lists events by a function that reads the words of a search once and not for each event.
revoke execute on function jatre.events_list_v2(jsonb, integer, integer) from public;
grant execute on function jatre.events_list_v2(jsonb, integer, integer) to jatre_service;
