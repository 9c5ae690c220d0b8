-- What other tables keep of erased :listings of :sources: why they were matched, where they stated that their venue is,
-- what was decided of them, how many go to them. :text: what persons wrote with it, too.
with keys as (
  select
    s.slug,
    l.source_id,
    l.external_id
  from jatre.events_staging as l
  inner join jatre.event_sources as s on l.source_id = s.id
  where l.id = any(cast(:listings as uuid[]))
),

matched as (
  delete from jatre.event_duplicates as d
  where
    d.duplicate_event_id = any(cast(:listings as uuid[]))
    or d.primary_event_id = any(cast(:events as uuid[]))
    or (d.match_fields #>> '{with,source}', d.match_fields #>> '{with,external_id}') in (
      select
        k.slug,
        k.external_id
      from keys as k
    )
),

stated as (
  delete from jatre.venue_statements as v
  where v.listing_id = any(cast(:listings as uuid[]))
),

asked as (
  delete from jatre.geocoder_answers as a
  using jatre.geocoder_askers as w
  where
    w.listing_id = any(cast(:listings as uuid[]))
    and (a.service, a.area_code, a.question) = (w.service, w.area_code, w.question)
),

-- a language model was asked about the whole text, and answered with parts of it
told as (
  delete from jatre.model_answers as a
  where
    exists (
      select
      from jatre.model_askers as w
      where
        w.listing_id = any(cast(:listings as uuid[]))
        and (a.model, a.prompt_version, a.question_hash) = (w.model, w.prompt_version, w.question_hash)
    )
    or exists (
      select
      from jatre.events_staging as l
      where
        l.id = any(cast(:listings as uuid[]))
        and (
          strpos(a.question, nullif(l.processed_data ->> 'title', '')) > 0
          or strpos(a.question, nullif(left(l.processed_data ->> 'description', 60), '')) > 0
        )
    )
    or strpos(lower(concat_ws(' ', a.question, a.answer)), lower(cast(:text as text))) > 0
),

going as (
  delete from jatre.listing_popularity as p
  using keys as k
  where p.source_id = k.source_id and p.external_id = k.external_id
),

decided as (
  delete from jatre.event_decisions as d
  where
    (d.source_slug, d.external_id) in (select
      k.slug,
      k.external_id
    from keys as k)
    or (d.other_source_slug, d.other_external_id) in (select
      k.slug,
      k.external_id
    from keys as k)
    or strpos(
      lower(concat_ws(' ', d.patch, d.reason, d.revoked_reason)), lower(btrim(to_json(cast(:text as text))::text, '"'))
    ) > 0
)

update jatre.events_staging as l
set duplicate_of = null
where l.duplicate_of = any(cast(:listings as uuid[]))
