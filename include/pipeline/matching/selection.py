"""Which listings of the ledger matching reads. Three questions, one list of columns, so they are composed."""

from __future__ import annotations

from sqlalchemy import Text, Uuid, all_, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from include.db import query
from include.models.listings import StagedListing
from include.models.sources import EventSource

_LISTINGS = select(
    StagedListing.id,
    StagedListing.external_id,
    StagedListing.processed_data,
    StagedListing.event_id,
    StagedListing.source_id,
    StagedListing.title_key,
    StagedListing.stage,
    EventSource.slug,
    EventSource.area_code,
    EventSource.priority,
    EventSource.official,
    EventSource.config,
).join(EventSource, StagedListing.source_id == EventSource.id)
"""What `ledger_listing` wants of a row."""
_IS_DATED = StagedListing.processed_data["occurrences"][0].is_not(None)
_WANTED = func.unnest(*(bindparam(name, type_=ARRAY(Text)) for name in ("slugs", "externals")))
_KEYS = _WANTED.table_valued("slug", "external_id").render_derived("wanted")

MEMBERS = _LISTINGS.where(StagedListing.event_id == any_(bindparam("events", type_=ARRAY(Uuid)))).order_by(
    StagedListing.id
)
"""All listings of :events."""
CANDIDATES = _LISTINGS.where(
    StagedListing.id.in_(query("matching_candidate_ids").columns(id=Uuid)),
    StagedListing.id != all_(bindparam("ids", type_=ARRAY(Uuid))),
    _IS_DATED,
)
"""Those that `matching_candidate_ids` finds, other than :ids."""
BY_KEY = _LISTINGS.join(
    _KEYS, (EventSource.slug == _KEYS.c.slug) & (StagedListing.external_id == _KEYS.c.external_id)
).where(StagedListing.event_id.is_not(None), _IS_DATED)
"""Matched listings by natural key: :slugs and :externals are parallel."""
