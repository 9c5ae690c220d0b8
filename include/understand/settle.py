"""The dates of one happening from what several listings say: their union, each date once, at its most credible hour.

Dates of two listings are one when they lie within the matching window, when one of them knows no hour, or when they are
330 minutes apart (UTC read as IST or the reverse). Of two such hours the one stands that an official source gives, then
the one more listings give, then the likelier one: shows begin between six and midnight, and rather on the full hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from include.listing import Listing, Occurrence
from include.understand.similarity import NEAR_SHIFT, SHIFT, WINDOW

AGREE = timedelta(minutes=30)
Said = tuple[str, bool, Listing]
"""Source slug, whether it is official, and its listing; the most trusted first."""


@dataclass
class _Date:
    one: Occurrence
    slug: str
    official: bool
    rank: int
    said: int = 1
    cancelled: int = 0
    firmly_cancelled: bool = False


@dataclass
class Settled:
    """The dates in order, and where each came from."""

    occurrences: list[Occurrence]
    provenance: dict[str, Any] = field(default_factory=dict)


def settle(voices: Sequence[Said], zone: ZoneInfo) -> Settled:
    """The dates of an event whose listings are `voices`."""
    dates: list[_Date] = []
    corrected: list[dict[str, str]] = []
    for rank, (slug, official, listing) in enumerate(voices):
        mine: list[_Date] = []
        for one in listing.occurrences:
            new = _Date(one, slug, official, rank, 1, int(one.cancelled), official and one.cancelled)
            same = [d for d in dates if _one(d.one, one, zone)]
            known = min(same, key=lambda d: abs(d.one.starts_at - one.starts_at), default=None)
            if known is None:
                mine.append(new)
            else:
                _agree(known, new, voices, zone, corrected)
        dates += mine
    kept = {d.one.starts_at: _final(d) for d in dates}
    provenance: dict[str, Any] = {"sources": sorted({d.slug for d in dates})}
    if corrected:
        provenance["corrected"] = corrected
    return Settled([kept[start] for start in sorted(kept)], provenance)


def _one(a: Occurrence, b: Occurrence, zone: ZoneInfo) -> bool:
    if a.date_only or b.date_only:
        return a.starts_at.astimezone(zone).date() == b.starts_at.astimezone(zone).date()
    apart = abs(a.starts_at - b.starts_at)
    return apart <= WINDOW or _is_shift(a, b)


def _agree(known: _Date, new: _Date, voices: Sequence[Said], zone: ZoneInfo, corrected: list[dict[str, str]]) -> None:
    """Take what `new` adds to a known date, and its hour when that is the more credible one."""
    known.said, known.cancelled = known.said + 1, known.cancelled + new.cancelled
    known.firmly_cancelled = known.firmly_cancelled or new.firmly_cancelled
    old, shifted = known.one, _is_shift(known.one, new.one)
    if _credit(new, voices, zone, shifted) > _credit(known, voices, zone, shifted):
        known.one, known.slug, known.official = new.one, new.slug, new.official
    other = new.one if known.one is old else old
    if shifted:
        corrected.append(
            {
                "was": other.starts_at.isoformat(),
                "is": known.one.starts_at.isoformat(),
                "why": "about 330 minutes apart",
            }
        )
    elif _is_open(known.one, zone) and not _is_open(other, zone) and not other.date_only:
        ends = other.ends_at
        if ends and ends > known.one.starts_at:
            known.one = known.one.model_copy(update={"ends_at": ends})


def _is_open(one: Occurrence, zone: ZoneInfo) -> bool:
    """Whether its end is unknown: the day's last minute is what a form gets when it must have one."""
    if one.ends_at is None:
        return True
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    return end.date() == start.date() and end.time().replace(second=0, microsecond=0) == time(23, 59)


def _is_shift(a: Occurrence, b: Occurrence) -> bool:
    return not a.date_only and not b.date_only and abs(abs(a.starts_at - b.starts_at) - SHIFT) <= NEAR_SHIFT


def _credit(date: _Date, voices: Sequence[Said], zone: ZoneInfo, shifted: bool) -> tuple[Any, ...]:
    if not shifted:
        return not date.one.date_only, date.official, -date.rank
    start = date.one.starts_at.astimezone(zone)
    support = sum(any(abs(o.starts_at - start) <= AGREE for o in listing.occurrences) for _, _, listing in voices)
    return date.official, support, _likely(start), -date.rank


def _likely(start: datetime) -> tuple[bool, bool]:
    return 6 <= start.hour <= 23, start.minute == 0


def _final(date: _Date) -> Occurrence:
    """A date is cancelled when an official source says so, or everyone who lists it."""
    return date.one.model_copy(update={"cancelled": date.firmly_cancelled or date.cancelled == date.said})
