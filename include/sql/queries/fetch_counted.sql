-- Whether an earlier attempt of the same run came to its end, so that its absences are counted already.
select exists(
  select
  from jatre.fetch_history
  where source_id = :source_id and run_id = cast(:run_id as text) and complete and status in ('success', 'partial')
) as counted
