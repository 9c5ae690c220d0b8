-- An estimate with as many figures as it deserves: within a fortieth of what it was.
create function jatre.events_list_rounded(p_estimate numeric) returns bigint
language sql immutable
return round(p_estimate, 1 - floor(log(greatest(p_estimate / 2, 1)))::integer);
