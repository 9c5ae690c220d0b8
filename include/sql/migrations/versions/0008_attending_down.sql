drop table jatre.listing_popularity cascade;
