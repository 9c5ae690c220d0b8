-- The parts of a post are looked for at each fetch of its source, and the pairs for review whenever somebody looks.
create index events_staging_post_idx
on jatre.events_staging (source_id, regexp_replace(external_id, '#part:[^#]*$', ''))
where gone_at is null;

create index event_duplicates_review_idx on jatre.event_duplicates (similarity_score desc)
where match_fields ->> 'decided' = 'for review';
