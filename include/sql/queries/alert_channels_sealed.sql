-- Channels that have an address, after one of them, held until they are written.
select
  id,
  kind,
  address
from jatre.alert_channels
where address is not null and id > :after
order by id
limit :channels
for no key update
