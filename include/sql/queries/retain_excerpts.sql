-- A fetch that is kept though it is older than :keep loses what it quotes of the source; at most :size.
update jatre.fetch_history
set error_details = error_details - 'unreadable', archive_uris = '{}'
where
  id in (
    select f.id
    from jatre.fetch_history as f
    where
      f.started_at < clock_timestamp() - cast(:keep as interval)
      and (f.error_details ? 'unreadable' or f.archive_uris <> '{}')
    order by f.id
    limit cast(:size as bigint)
    for update skip locked
  )
