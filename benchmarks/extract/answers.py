"""What the pipeline makes of a text: the same functions that the stages extract and nlp call, without a database."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from benchmarks.extract.caption import Caption
from include.areas.area import Area
from include.errors import NotAnEvent
from include.listing import Listing, Occurrence
from include.pipeline.stages.extract import complete, over
from include.sources.base import Reading
from include.sources.text.plain_text import one_line, plain_text
from include.understand.category.categories import CategoryText, categorise
from include.understand.category.embeddings import Embedder

NOTHING: dict[str, Any] = {
    "is_event": False, "start": None, "end": None, "starts": [], "events": 0, "venue": [], "price_min": None,
    "category": None,
}  # fmt: skip


def answer(caption: Caption, area: Area, model: Embedder | None) -> tuple[dict[str, Any], float]:
    """The value of every field, and the seconds that reading took (without the category)."""
    first, _, rest = caption.text.strip().partition("\n")
    listing = Listing(title=one_line(first) or "-", description=plain_text(rest), timezone=area.zone.key)
    reading = Reading(now=caption.posted, area=area)
    began = time.perf_counter()
    try:
        complete(listing, area, reading, caption.posted)
    except NotAnEvent:
        return NOTHING, time.perf_counter() - began
    seconds = time.perf_counter() - began
    if not listing.occurrences or over(listing, caption.posted):
        return NOTHING, seconds
    return _values(listing, area, model), seconds


def _values(listing: Listing, area: Area, model: Embedder | None) -> dict[str, Any]:
    first = listing.occurrences[0]
    kind = categorise([CategoryText(listing.title, (), listing.description or "")], area, model)[0]
    return {
        "is_event": True,
        "start": _local(first.starts_at, area, first),
        "end": _local(first.ends_at, area, first) if first.ends_at else None,
        "starts": sorted({_local(one.starts_at, area, one) for one in listing.occurrences}),
        "events": 1,
        "venue": [name for name in (listing.venue.name, listing.venue.address) if name],
        "price_min": _price(listing),
        "category": kind.category,
    }


def _price(listing: Listing) -> float | None:
    if listing.price.minimum is None:
        return 0.0 if listing.price.cost_type == "free" else None
    return float(listing.price.minimum)


def _local(moment: datetime, area: Area, one: Occurrence) -> str:
    return moment.astimezone(area.zone).strftime("%Y-%m-%d" if one.date_only else "%Y-%m-%dT%H:%M")
