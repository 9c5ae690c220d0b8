drop table jatre.erased_listings;
drop table jatre.erasures;
