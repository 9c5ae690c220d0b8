-- What :version of Safe Browsing has answered to :asked (a JSON array of hex), as far as it still holds.
select
  v.asked,
  v.threats
from jatre.link_answers as v
inner join jsonb_array_elements_text(cast(:asked as jsonb)) as q (hex) on v.asked = decode(q.hex, 'hex')
where v.version = :version and v.expires_at > clock_timestamp()
