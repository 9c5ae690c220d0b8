-- Whether these absences are counted already: an earlier attempt of the same run came to its end, or another run at the
-- same business time did.
select exists(
  select
  from jatre.fetch_history
  where
    source_id = :source_id
    and (run_id = cast(:run_id as text) or business_time = jatre.now_v1())
    and complete
    and reread_of is null
    and status in ('success', 'partial')
) as counted
