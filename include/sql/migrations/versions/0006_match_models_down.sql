drop table jatre.match_models;
