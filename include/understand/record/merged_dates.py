"""The dates of one happening, merged from its best listings: each date once, at its most credible hour.

Dates of two listings are one when they lie within the matching window, when one of them has no hour, when they are the
zone's offset apart (UTC read as local time or the reverse), or when they are the same clock in two zones. Of two such
hours the one is kept that more independent sources give, then the local one, then the more usual one: shows begin
between six and midnight, and mostly on the full hour. Two dates that one source lists more than half an hour apart are
two sittings of a day and both kept, unless they end at one time: then one date is listed again with another hour.

Other listings add no date and move none. Where the best have only the day, they may give the hour; where the best have
no end, they may give one within a day of the start. They add nothing to an official event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from include.listing import Occurrence
from include.understand.match.timetable import SAME_TIME_WINDOW
from include.understand.record.independence import independent_listings
from include.understand.record.near_dates import NearDates
from include.understand.record.sourced import SourcedListing
from include.understand.repair.zone_shift import is_clock_of_another_zone, is_zone_shift

SAME_START_WINDOW = timedelta(minutes=30)
MAX_EVENT_DATES = 2_000
"""Of one event. A listing whose dates would exceed it adds none, and the provenance names its source."""
MAX_ADDED_DURATION = timedelta(days=1)
"""How long after its start a date may end, where the end comes from another listing."""


@dataclass
class Witnesses:
    """The listings with the starts that each gives. What was found out of pairs and of starts is kept."""

    starts: Sequence[tuple[SourcedListing, NearDates[datetime]]]
    independent: dict[tuple[int, int], bool] = field(default_factory=dict)
    supported: dict[datetime, int] = field(default_factory=dict)

    def support(self, start: datetime) -> int:
        """How many independent listings give this start."""
        if start not in self.supported:
            agree = (sourced for sourced, starts in self.starts if _starts_at(starts, start))
            self.supported[start] = len(independent_listings(agree, self.independent))
        return self.supported[start]


@dataclass
class _Date:
    one: Occurrence
    slug: str
    rank: int
    listed: int = 1
    cancelled: int = 0
    firmly_cancelled: bool = False
    first: dict[str, Occurrence] = field(default_factory=dict)
    """By source the first date that it gave for this one."""


@dataclass
class MergedDates:
    """The dates in order, and where each came from."""

    occurrences: list[Occurrence]
    provenance: dict[str, Any] = field(default_factory=dict)


def merge_dates(listings: Sequence[SourcedListing], others: Sequence[SourcedListing], zone: ZoneInfo) -> MergedDates:
    """The dates that `listings` give, completed from `others`; both with the most believed first."""
    dates: NearDates[_Date] = NearDates()
    witnesses = Witnesses([(sourced, _by_day(sourced)) for sourced in listings])
    corrected: list[dict[str, str]] = []
    left_out: set[str] = set()
    for rank, sourced in enumerate(listings):
        mine: list[_Date] = []
        for one in sourced.listing.occurrences:
            given = {sourced.slug: one}
            new = _Date(one, sourced.slug, rank, 1, int(one.cancelled), sourced.official and one.cancelled, given)
            near = dates.near(one.starts_at)
            same = [d for d in near if _one(d.one, one, zone) and not _is_other_sitting(d, sourced.slug, one)]
            known = min(same, key=lambda d: abs(d.one.starts_at - one.starts_at), default=None)
            if known is None:
                mine.append(new)
            else:
                _agree(known, new, witnesses, zone, corrected)
                dates.add(known.one.starts_at, known)
        if len(dates) + len(mine) > MAX_EVENT_DATES:
            left_out.add(sourced.slug)
            continue
        for date in mine:
            dates.add(date.one.starts_at, date)
    completing: NearDates[Occurrence] = NearDates()
    for one in (one for sourced in others for one in sourced.listing.occurrences if not one.date_only):
        completing.add(one.starts_at, one)
    for date in dates:
        _complete(date, completing, zone)
    kept = {d.one.starts_at: _final(d) for d in dates}
    provenance: dict[str, Any] = {"sources": sorted({d.slug for d in dates})}
    if corrected:
        provenance["corrected"] = corrected
    if left_out:
        provenance["over_the_bound"] = sorted(left_out)
    return MergedDates([kept[start] for start in sorted(kept)], provenance)


def _by_day(sourced: SourcedListing) -> NearDates[datetime]:
    found: NearDates[datetime] = NearDates()
    for one in sourced.listing.occurrences:
        if not one.date_only:
            found.add(one.starts_at, one.starts_at)
    return found


def _one(a: Occurrence, b: Occurrence, zone: ZoneInfo) -> bool:
    if a.date_only or b.date_only:
        return _same_day(a, b, zone)
    apart = abs(a.starts_at - b.starts_at)
    return apart <= SAME_TIME_WINDOW or _is_shift(a, b, zone)


def _is_other_sitting(date: _Date, slug: str, one: Occurrence) -> bool:
    """Whether the source has given another date for this one, at an hour apart and with an end of its own."""
    known = date.first.get(slug)
    if known is None or known.date_only or one.date_only:
        return False
    has_own_end = known.ends_at is None or known.ends_at != one.ends_at
    return abs(known.starts_at - one.starts_at) > SAME_START_WINDOW and has_own_end


def _same_day(a: Occurrence, b: Occurrence, zone: ZoneInfo) -> bool:
    return a.starts_at.astimezone(zone).date() == b.starts_at.astimezone(zone).date()


def _agree(known: _Date, new: _Date, witnesses: Witnesses, zone: ZoneInfo, corrected: list[dict[str, str]]) -> None:
    """Complete a known date from `new`, whose hour it takes when that is the more credible one."""
    known.listed, known.cancelled = known.listed + 1, known.cancelled + new.cancelled
    known.firmly_cancelled = known.firmly_cancelled or new.firmly_cancelled
    known.first = new.first | known.first
    old, shifted = known.one, _is_shift(known.one, new.one, zone)
    if _credit(new, witnesses, zone, shifted) > _credit(known, witnesses, zone, shifted):
        known.one, known.slug = new.one, new.slug
    other = new.one if known.one is old else old
    if shifted:
        corrected.append(
            {
                "was": other.starts_at.isoformat(),
                "is": known.one.starts_at.isoformat(),
                "why": f"about {abs(other.starts_at - known.one.starts_at) // timedelta(minutes=1)} minutes apart",
            }
        )
    else:
        known.one = _with_end(known.one, other, zone)


def _complete(date: _Date, others: NearDates[Occurrence], zone: ZoneInfo) -> None:
    """The hour or the end that the best listings do not have, from the first of the others that does."""
    for one in others.near(date.one.starts_at):
        if date.one.date_only and date.one.ends_at is None and _same_day(date.one, one, zone):
            date.one = date.one.model_copy(update={"starts_at": one.starts_at, "date_only": False})
        if not date.one.date_only and abs(date.one.starts_at - one.starts_at) <= SAME_TIME_WINDOW:
            date.one = _with_end(date.one, one, zone)


def _with_end(one: Occurrence, other: Occurrence, zone: ZoneInfo) -> Occurrence:
    """`one` with the end of `other`, where it has none itself and that end is near enough."""
    ends = other.ends_at
    if ends is None or other.date_only or not _is_open(one, zone) or _is_open(other, zone):
        return one
    near = one.starts_at < ends <= one.starts_at + MAX_ADDED_DURATION
    return one.model_copy(update={"ends_at": ends}) if near else one


def _is_open(one: Occurrence, zone: ZoneInfo) -> bool:
    """Whether its end is unknown: forms that require an end are filled with the last minute of the day."""
    if one.ends_at is None:
        return True
    start, end = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    return end.date() == start.date() and end.time().replace(second=0, microsecond=0) == time(23, 59)


def _is_shift(a: Occurrence, b: Occurrence, zone: ZoneInfo) -> bool:
    if a.date_only or b.date_only:
        return False
    return is_zone_shift(a.starts_at.astimezone(zone), b.starts_at) or is_clock_of_another_zone(
        a.starts_at, b.starts_at, zone
    )


def _credit(date: _Date, witnesses: Witnesses, zone: ZoneInfo, shifted: bool) -> tuple[Any, ...]:
    if not shifted:
        return not date.one.date_only, -date.rank
    start = date.one.starts_at.astimezone(zone)
    local = date.one.starts_at.utcoffset() in (start.utcoffset(), timedelta())
    return witnesses.support(start), local, _is_usual(start), -date.rank


def _starts_at(starts: NearDates[datetime], start: datetime) -> bool:
    return any(abs(one - start) <= SAME_START_WINDOW for one in starts.near(start))


def _is_usual(start: datetime) -> tuple[bool, bool]:
    return 6 <= start.hour <= 23, start.minute == 0


def _final(date: _Date) -> Occurrence:
    """A date is cancelled when an official source cancels it, or every source that lists it."""
    return date.one.model_copy(update={"cancelled": date.firmly_cancelled or date.cancelled == date.listed})
