-- Nobody but the pipeline can hold what matching waits for.
grant select, insert, update, delete on jatre.match_locks to jatre_pipeline;
