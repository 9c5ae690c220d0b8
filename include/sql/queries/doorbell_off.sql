-- Ring for nobody at the end of this transaction.
select set_config('jatre.doorbell', 'off', true)
