-- The hashes of what was erased of a source, by the salt of each erasure.
select
  e.salt,
  array_agg(l.digest) as digests
from jatre.erased_listings as l
inner join jatre.erasures as e on l.erasure_id = e.id
where l.source_id = :source_id
group by e.id, e.salt
