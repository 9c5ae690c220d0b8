-- The business clock.
select jatre.now_v1() as now
