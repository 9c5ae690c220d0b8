-- Work out what is trending; returns how many events are.
select jatre.trending_refresh() as events
