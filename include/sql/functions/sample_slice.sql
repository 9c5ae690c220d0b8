-- The slice of an event in samples: by a hash of its id, so that any events are spread alike and all dates of one are
-- in one slice. Slices 0 to n hold 2^n in 4,096 of all events, for n up to 12. Plain SQL, so that it is the expression
-- of an index.
create function jatre.sample_slice(p_event uuid) returns integer
language sql immutable parallel safe strict
as $$
  select width_bucket(uuid_hash(p_event) & 4095, '{1,2,4,8,16,32,64,128,256,512,1024,2048}'::integer[])
$$;
