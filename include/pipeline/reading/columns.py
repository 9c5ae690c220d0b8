"""The columns of the ledger that a record gives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from include.areas.area import Area, area_in
from include.listing import MAX_TITLE_CHARS, Listing
from include.pipeline.reading.documented import documented
from include.pipeline.reading.raw_listing import RawListing, understand
from include.understand.match.invitation import series_key
from include.understand.record.completeness import stated_fields

REREAD_AHEAD = timedelta(days=60)
"""A recurring listing is read again when its expanded dates end within this time."""


def understood_columns(record: RawListing) -> dict[str, Any]:
    """The columns of the ledger that a record gives."""
    listing, area = understand(record), area_in(record.area)
    document = documented(listing)
    until = listing.recurrence.expanded_until if listing.recurrence else None
    running_out = until is not None and until < record.now + REREAD_AHEAD
    sure = [p.confidence for p in listing.provenance.values()]
    return {
        "id": record.row_id,
        "processed_data": document,
        "local_dates": local_dates(listing, area),
        # normal forms of some letters are eighteen times as long
        "title_key": series_key(listing.title, area.words)[:MAX_TITLE_CHARS],
        # a rule that has just been expanded and still runs out soon has ended: there is nothing more to expand
        "expanded_until": None if running_out else until,
        "confidence_score": round(sum(sure) / len(sure), 2) if sure else None,
        "extraction_metadata": {
            "extract": {
                "origins": {k: p.origin for k, p in listing.provenance.items()},
                "stated": stated_fields(listing),
                **({"left_out": listing.left_out} if listing.left_out else {}),
            }
        },
    }


def local_dates(listing: Listing, area: Area) -> list[date]:
    """The local days of the occurrences, for blocking; a run of days gives each of its days, up to a month."""
    days: set[date] = set()
    for one in listing.occurrences:
        first = one.starts_at.astimezone(area.zone).date()
        # a night that ends before five belongs to the day on which it began
        last = max(first, ((one.ends_at or one.starts_at).astimezone(area.zone) - timedelta(hours=5)).date())
        days.update(first + timedelta(days=n) for n in range(min((last - first).days, 31) + 1))
    return sorted(days)
