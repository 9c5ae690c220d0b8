drop table jatre.access_log;
drop table jatre.access_tokens;
