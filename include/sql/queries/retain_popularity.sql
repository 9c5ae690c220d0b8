-- Forget at most :size numbers of people that have not moved for :keep, of listings that are gone or whose body is.
delete from jatre.listing_popularity
where
  ctid in (
    select p.ctid
    from jatre.listing_popularity as p
    left join jatre.events_staging as l on p.source_id = l.source_id and p.external_id = l.external_id
    where
      p.seen_at < clock_timestamp() - cast(:keep as interval)
      and (l.raw_data is null or l.gone_at is not null)
    order by p.source_id, p.external_id
    limit cast(:size as bigint)
    for update of p skip locked
  )
