-- Work out what is trending; returns how many events are.
select jatre.trending_refresh_v1() as events
