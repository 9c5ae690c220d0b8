-- The area that the words of an event name while nobody knows its point ("12th Main, HAL 2nd Stage").
alter table jatre.discovered_events add column named_area text references jatre.areas (code);
