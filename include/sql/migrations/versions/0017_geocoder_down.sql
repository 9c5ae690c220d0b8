alter table jatre.discovered_events drop column approximate, drop column location_precision;
drop table jatre.geocoder_askers, jatre.geocoder_answers, jatre.geocoders;
