-- Keep a training, whether it was promoted or not.
insert into jatre.match_models (weights, figures, promoted)
values (cast(:weights as jsonb), cast(:figures as jsonb), :promoted)
returning id
