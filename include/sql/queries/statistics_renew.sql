-- Let the planner's statistics quote nothing that was erased.
select jatre.statistics_renew()
