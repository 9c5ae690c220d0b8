drop table jatre.archive_removals;
