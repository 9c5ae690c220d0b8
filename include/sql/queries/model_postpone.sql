-- A question that could not be asked is asked later.
update jatre.model_answers as a
set
  ask_at = clock_timestamp() + cast(:wait as interval),
  tries = case when :counts then a.tries else greatest(a.tries - 1, 0) end,
  reason = :reason
where a.model = :model and a.prompt_version = :version and a.question_hash = :hash
