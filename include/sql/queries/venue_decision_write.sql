-- Record what a person decided of a venue.
insert into jatre.venue_decisions (
  kind, area_code, name_key, name, other_name, part, address, location, reason, decided_by
)
values (
  :kind, :area, :key, :name, :other, :part, :address,
  st_setsrid(st_makepoint(cast(:longitude as double precision), cast(:latitude as double precision)), 4326)::geography,
  :reason, :by
)
returning id
