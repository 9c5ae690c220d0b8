-- Forget at most :size entries of the access log that are older than :keep.
select jatre.access_log_retain(:keep, cast(:size as bigint))
