-- Let decisions on renamed listings hold on: :pairs is a JSON array of {old, new}.
with renamed as (
  select
    r.old,
    r.new
  from jsonb_to_recordset(cast(:pairs as jsonb)) as r (old text, new text)
)

update jatre.event_decisions as d
set
  external_id = coalesce(own.new, d.external_id),
  other_external_id = coalesce(other.new, d.other_external_id)
from jatre.event_decisions as before
left join renamed as own on before.external_id = own.old and before.source_slug = :slug
left join renamed as other on before.other_external_id = other.old and before.other_source_slug = :slug
where d.id = before.id and (own.new is not null or other.new is not null)
