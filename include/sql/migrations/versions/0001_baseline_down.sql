drop schema jatre cascade;
