-- The service may store what is pushed and not read it; the pipeline takes it; nobody else sees it.
revoke execute on function jatre.webhook_receive_v1(text, text, bytea) from public;
grant execute on function jatre.webhook_receive_v1(text, text, bytea) to jatre_service;
grant select, update, delete on jatre.webhook_inbox to jatre_pipeline;
