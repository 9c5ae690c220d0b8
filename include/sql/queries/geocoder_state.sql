-- How long :service is to be left alone, and why.
select
  extract(epoch from g.open_until - clock_timestamp())::double precision as wait,
  g.reason
from jatre.geocoders as g
where g.service = :service and g.open_until > clock_timestamp()
