"""The dates of an entry that has them in fields of its own, written by a program or by people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from include.listing import Listing, Occurrence, Origin
from include.sources.base import Reading
from include.sources.fields.times import read_span
from include.understand.text.when import read_when


def dated(listing: Listing, raw: Mapping[str, Any], reading: Reading) -> Listing:
    """`listing` with the dates: as a program wrote them, else as people did, read from the day on which they were seen.

    `raw` has `date` and `end`; `date_text` and `end_text`, what people see of them; `seen`, when that was (ISO 8601).
    """
    found = read_span(raw.get("date"), raw.get("end"), reading.zone, ignore_zones=reading.ignore_zones)
    if found and not found.date_only:
        return _noted(listing, [found], "structure", 0.9)
    words = " ".join(str(raw[name]) for name in ("date_text", "date", "end_text") if raw.get(name))
    seen = datetime.fromisoformat(str(raw["seen"])) if raw.get("seen") else reading.now
    written = read_when(words, seen, reading.zone, reading.horizon, month_first=reading.month_first)
    if written and (found is None or any(not one.date_only for one in written.occurrences)):
        listing.recurrence = written.recurrence
        return _noted(listing, written.occurrences, "text", written.certainty)
    return _noted(listing, [found], "structure", 0.9) if found else listing


def _noted(listing: Listing, dates: list[Occurrence], origin: Origin, confidence: float) -> Listing:
    listing.occurrences = dates
    listing.note("occurrences", origin, confidence)
    return listing
