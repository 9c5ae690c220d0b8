update jatre.alert_channels
set address = :address, digest = :digest, mailbox = :mailbox
where id = :id
