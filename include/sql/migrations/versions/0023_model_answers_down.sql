drop table jatre.model_days, jatre.model_askers, jatre.model_answers;
