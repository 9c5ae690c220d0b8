-- Listings whose payload was filed before :before lose the way to it, at most :size: the payload goes.
update jatre.events_staging
set archive_uri = null
where
  id in (
    select l.id
    from jatre.events_staging as l
    where
      l.archive_uri is not null
      and to_date(substring(l.archive_uri from '/(\d{4}/\d\d/\d\d)/[0-9a-f]{64}\.'), 'YYYY/MM/DD')
      < cast(:before as date)
    order by l.id
    limit cast(:size as bigint)
    for update skip locked
  )
