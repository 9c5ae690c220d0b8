-- The request of a reservation has ended, and counts for :per seconds more.
update jatre.source_reservations
set free_at = clock_timestamp() + make_interval(secs => :per)
where id = :reservation
