-- The service asks and looks how it stands; the pipeline answers.
revoke execute on function jatre.request_write_v1(text, text, text), jatre.request_get_v1(bigint) from public;
grant execute on function jatre.request_write_v1(text, text, text), jatre.request_get_v1(bigint) to jatre_service;
-- a function of a trigger, made after the functions were taken from public
revoke execute on function jatre.event_state_v2() from public;
grant select, update, delete on jatre.pipeline_requests to jatre_pipeline;
