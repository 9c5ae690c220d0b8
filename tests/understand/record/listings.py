"""Listings with their sources, as the golden record is made of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from include.listing import Listing, Occurrence
from include.understand.record.sourced import SourcedListing
from tests.pipeline.scene import IST

EVENING = datetime(2026, 3, 6, 20, tzinfo=IST)
NAMES = UUID(int=7)


def at(hours: float = 0, length: float | None = None, **more: Any) -> Occurrence:
    """A date so many hours from the evening, and as long."""
    start = EVENING + timedelta(hours=hours)
    return Occurrence(starts_at=start, ends_at=start + timedelta(hours=length) if length else None, **more)


def by(slug: str, *dates: Occurrence, priority: int = 5, official: bool = False, **more: Any) -> SourcedListing:
    """A listing of a source; `sure` maps fields to confidences, the rest are fields of the listing."""
    slug = "".join([*slug])  # a string of its own, as each row of a table brings one
    about = {name: more.pop(name) for name in ("gone", "first_seen", "address", "external_id") if name in more}
    sure = more.pop("sure", {})
    listing = Listing(title=more.pop("title", f"Jazz by {slug}"), occurrences=list(dates) or [at()], **more)
    for field, confidence in sure.items():
        listing.note(field, "structure", confidence)
    return SourcedListing(
        id=uuid5(NAMES, slug), source_id=uuid5(NAMES, f"source {slug}"), slug=slug, source_name=slug.title(),
        external_id=about.pop("external_id", "1"), priority=priority, official=official, gone=about.pop("gone", False),
        listing=listing, first_seen=about.pop("first_seen", date(2026, 3, 1)), **about,
    )  # fmt: skip
