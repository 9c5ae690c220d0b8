-- Move the borders between what is over, next and later for searches; returns how many events they passed.
select jatre.search_tiers_renew() as events
