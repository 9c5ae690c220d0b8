"""What the pipeline makes of a text: the same functions that the stages extract and nlp call, without a database."""

from __future__ import annotations

import time
from datetime import datetime
from decimal import Decimal
from typing import Any

from benchmarks.extract.asking import SecondReader
from benchmarks.extract.caption import Caption
from include.areas.area import Area
from include.errors import NotAnEvent
from include.listing import Listing, Occurrence, Venue
from include.pipeline.reading.completing import complete
from include.pipeline.reading.raw_listing import over
from include.sources.base import Reading
from include.sources.fields.plain_text import one_line, plain_text
from include.sources.parts import MAX_SPLIT_CHARS
from include.understand.category.categories import categorise
from include.understand.category.category_text import CategoryText
from include.understand.category.embeddings import Embedder
from include.understand.place.tours.stops import tour_stops
from include.understand.text.posts.happenings import parts_of
from include.understand.text.posts.part import Part

NOTHING: dict[str, Any] = {
    "is_event": False, "start": None, "end": None, "last_end": None, "starts": [], "events": 0, "venue": [],
    "price_min": None, "price_max": None, "category": None,
}  # fmt: skip


def answer(
    caption: Caption, area: Area, model: Embedder | None, second: SecondReader | None = None
) -> tuple[dict[str, Any], float]:
    """The value of every field, and the seconds that reading took (without the category)."""
    first, _, rest = caption.text.strip().partition("\n")
    title = one_line(first) or "-"
    # a post's text is whole behind a title that could not hold its first line
    description = plain_text(caption.text if title.endswith("…") else rest)
    reading = Reading(now=caption.posted, area=area)
    began = time.perf_counter()
    text = (description or "")[:MAX_SPLIT_CHARS]
    posted = caption.posted.astimezone(area.zone).date()
    parts = tour_stops(title, text, posted, area) or parts_of(title, text, posted, area.words)
    taken = [one for one in parts if not one.reason] or [Part("", title, description or "")]
    read = [_listing(one, area, reading, caption.posted, second) for one in taken]
    seconds = time.perf_counter() - began
    listings = [one for one in read if one]
    return (_values(listings, area, model) if listings else NOTHING), seconds


def _listing(part: Part, area: Area, reading: Reading, posted: datetime, second: SecondReader | None) -> Listing | None:
    """What one announcement gives; None when it is none, is off, or over."""
    listing = Listing(title=part.title, description=part.text or None, timezone=area.zone.key)
    listing.venue = Venue(name=part.venue, address=part.city)
    try:
        complete(listing, area, reading, posted)
    except NotAnEvent:
        return None
    if second:
        second.read(listing, area, reading, posted)
    return listing if listing.occurrences and listing.status == "scheduled" and not over(listing, posted) else None


def _values(listings: list[Listing], area: Area, model: Embedder | None) -> dict[str, Any]:
    """The values of the first of the announcements; the starts of all."""
    listing = listings[0]
    first, last = listing.occurrences[0], listing.occurrences[-1]
    kind = categorise([CategoryText(listing.title, (), listing.description or "")], area, model)[0]
    return {
        "is_event": True,
        "start": _local(first.starts_at, area, first),
        "end": _end(first, area),
        "last_end": _end(last, area)
        or (_local(last.starts_at, area, last)[:10] if last.date_only or last is not first else None),
        "starts": sorted({_local(one.starts_at, area, one) for each in listings for one in each.occurrences}),
        "events": len(listings),
        "venue": [name for name in (listing.venue.name, listing.venue.address) if name],
        "price_min": _price(listing.price.minimum, listing),
        "price_max": _price(listing.price.maximum, listing),
        "category": kind.category,
    }


def _end(one: Occurrence, area: Area) -> str | None:
    return _local(one.ends_at, area, one) if one.ends_at else None


def _price(amount: Decimal | None, listing: Listing) -> float | None:
    if amount is None:
        return 0.0 if listing.price.cost_type == "free" else None
    return float(amount)


def _local(moment: datetime, area: Area, one: Occurrence) -> str:
    return moment.astimezone(area.zone).strftime("%Y-%m-%d" if one.date_only else "%Y-%m-%dT%H:%M")
