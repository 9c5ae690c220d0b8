"""How good a record is, whether it is verified, and whether a person should look at it before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from include.areas.area import Area
from include.listing import Listing, Occurrence, Price
from include.understand.place.localities import is_in_area
from include.understand.record.independence import independent_listings
from include.understand.record.merged_dates import SAME_START_WINDOW
from include.understand.record.sourced import SourcedListing

LOW_QUALITY = 0.35
MAX_AHEAD = timedelta(days=400)
OUTSIDE_REASON = "outside the area"
Verification = Literal["unverified", "verified", "official"]


@dataclass(frozen=True)
class Moderation:
    """`approved`, `pending` (see `reasons`), `rejected` or `flagged` (by a person, `notes` holds the reason)."""

    status: Literal["pending", "approved", "rejected", "flagged"]
    reasons: tuple[str, ...] = ()
    notes: str | None = None


def quality(record: Listing) -> float:
    """0 to 1.

    Title .15, description .2 (full from 200 characters), hour .2 (day alone .1), place .2 (name alone .1, online .15),
    price .1, image .1, organizer .05.
    """
    clock = any(not o.date_only for o in record.occurrences)
    venue = record.venue
    place = 0.2 if venue.latitude is not None else 0.15 if venue.online else 0.1 if venue.name or venue.address else 0.0
    score = 0.15 * _is_distinctive(record.title)
    score += 0.2 * min(1.0, len(record.description or "") / 200)
    score += (0.2 if clock else 0.1) * bool(record.occurrences) + place
    score += 0.1 * (record.price.cost_type is not None) + 0.1 * bool(record.images) + 0.05 * bool(record.organizer.name)
    return round(score, 2)


def _is_distinctive(title: str) -> bool:
    return len(title) >= 15 or (len(title) >= 5 and not title.isupper())


def verification(listings: Sequence[SourcedListing], record: Listing, decision: str | None) -> Verification:
    """How far an event is confirmed.

    `official` when the venue's or organizer's own source lists it; `verified` when two independent sources give a start
    that is shown (see `independence`), or a person approved it; else `unverified`.
    """
    present = [v for v in listings if not v.gone]
    if any(v.official for v in present):
        return "official"
    agreed = any(
        len(independent_listings(_with_that_start(one, present))) > 1 for one in record.occurrences if not one.date_only
    )
    return "verified" if agreed or decision == "approve" else "unverified"


def _with_that_start(shown: Occurrence, listings: Sequence[SourcedListing]) -> list[SourcedListing]:
    """The listings with a start within half an hour of a shown one."""
    return [
        v
        for v in listings
        if any(
            not o.date_only and abs(o.starts_at - shown.starts_at) <= SAME_START_WINDOW for o in v.listing.occurrences
        )
    ]


def is_unusually_high(price: Price, area: Area) -> bool:
    """Whether a price is higher than is usual for an evening in the area."""
    return price.maximum is not None and price.maximum > area.money.unusual_price


def moderate(
    record: Listing, area: Area, now: datetime, decision: str | None, notes: str | None, doubts: Sequence[str]
) -> Moderation:
    """A person's latest decision stands; else approval, or the queue with every reason that applies: `doubts`, which
    the caller has, and those about the record's quality.

    What is elsewhere is rejected, so that it waits for nobody.
    """
    if decision == "approve":
        return Moderation("approved", (), notes)
    if decision in ("reject", "flag"):
        return Moderation("rejected" if decision == "reject" else "flagged", (), notes)
    if is_outside(record, area):
        return Moderation("rejected", (OUTSIDE_REASON,))
    reasons = [*doubts, *_doubts(record, area, now)]
    return Moderation("pending" if reasons else "approved", tuple(reasons))


def is_outside(record: Listing, area: Area) -> bool:
    """Whether an event without a point names a place outside the area. Points are compared with the outline, in SQL."""
    venue = record.venue
    return venue.latitude is None and not venue.online and is_in_area(record, area) is False


def _doubts(record: Listing, area: Area, now: datetime) -> list[str]:
    venue = record.venue
    nowhere = not (venue.name or venue.address or venue.online or venue.latitude is not None)
    doubts = {
        "low quality": quality(record) < LOW_QUALITY,
        "no venue and no link": nowhere and not record.url,
        "far in the future": bool(record.occurrences)
        and min(o.starts_at for o in record.occurrences) > now + MAX_AHEAD,
        "unusual price": is_unusually_high(record.price, area),
    }
    return [reason for reason, applies in doubts.items() if applies]
