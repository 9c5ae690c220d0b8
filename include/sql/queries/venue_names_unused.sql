-- Names of venues that no listing uses any more, nobody states and nobody decided of.
delete from jatre.venue_names as n
where
  not exists (
    select from jatre.events_staging as l
    where l.venue_key = n.name_key
  )
  and not exists (
    select from jatre.venue_statements as v
    where v.name_key = n.name_key
  )
  and not exists (
    select from jatre.venue_decisions as d
    where d.name_key = n.name_key
  )
