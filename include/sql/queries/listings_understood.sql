-- What the stage :by understood of each listing, and the one it waits for next: :rows is a JSON array.
update jatre.events_staging as l
set
  stage = :next,
  tries = 0,
  status = 'pending',
  set_aside_reason = null,
  error = null,
  processed_data = r.processed_data,
  local_dates = coalesce(r.local_dates, l.local_dates),
  title_key = coalesce(r.title_key, l.title_key),
  expanded_until = case when :by = 'extract' then r.expanded_until else l.expanded_until end,
  venue_key = case when :by = 'geocode' then r.venue_key else l.venue_key end,
  confidence_score = coalesce(r.confidence_score, l.confidence_score),
  extraction_metadata = coalesce(l.extraction_metadata, '{}') || coalesce(r.extraction_metadata, '{}'),
  processed_at = clock_timestamp()
from
  jsonb_to_recordset(cast(:rows as jsonb))
    as r (
      id uuid,
      processed_data jsonb,
      local_dates date[],
      title_key text,
      expanded_until timestamptz,
      venue_key text,
      confidence_score numeric,
      extraction_metadata jsonb
    )
where l.id = r.id
