"""Marking what a connector read as structure: which fields have a value, and how far it is believed."""

from __future__ import annotations

from collections.abc import Mapping

from include.listing import Listing

STRUCTURE_CONFIDENCE = 0.95
FIELDS = (
    "title", "description", "occurrences", "recurrence", "status", "venue", "organizer", "price", "url", "ticket_url",
    "images", "keywords", "capacity", "registration_required", "availability",
    "category",    "source_category", "subcategory",
)  # fmt: skip


def from_structure(listing: Listing, less: Mapping[str, float] | None = None) -> Listing:
    """`listing` with one provenance entry per field that differs from its default; `less` names doubtful fields."""
    blank = Listing(title="-", timezone=listing.timezone)
    for field in FIELDS:
        if getattr(listing, field) != getattr(blank, field):
            listing.note(field, "structure", (less or {}).get(field, STRUCTURE_CONFIDENCE))
    return listing
