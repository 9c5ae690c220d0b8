-- Work out anew what is kept ready for analysts; returns how many rows each view has.
select jatre.analytics_refresh() as rows
