-- Record what a person decided of a listing; returns the decision.
insert into jatre.event_decisions (
  kind, source_slug, external_id, other_source_slug, other_external_id, patch, reason, decided_by
)
values (:kind, :slug, :external_id, :other_slug, :other_external_id, cast(:patch as jsonb), :reason, :by)
returning decision
