-- Record an erasure.
insert into jatre.erasures (id, what, erased_by, reason, listings, events, payloads, salt)
values (:id, :what, :by, :reason, :listings, :events, :payloads, :salt)
