"""When a listing happens, arranged so that two listings of n dates each are compared in about n log n steps."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from include.understand.repair.zone_shift import tolerance, zone_offset

SAME_TIME_WINDOW = timedelta(hours=4)
AT_ONCE = timedelta(minutes=30)
MIN_LONG_DATE = timedelta(hours=5)
MAX_LONG_DATES = 100
"""A listing's long dates, the longest first, that are checked for containing another listing's date."""


@dataclass(frozen=True)
class Start:
    """One date of a listing; `day` is local."""

    at: datetime
    day: date
    date_only: bool = False
    length: timedelta | None = None

    @property
    def vague(self) -> bool:
        """Whether it begins at midnight and is short: what programs write where no hour is known."""
        return self.at.time() == time.min and self.length is not None and self.length <= timedelta(hours=3)


def days_around(day: date) -> list[date]:
    """The day, the one before and the one after, as far as the calendar goes (years 1 to 9999)."""
    number = day.toordinal()
    return [date.fromordinal(n) for n in range(max(1, number - 1), min(date.max.toordinal(), number + 1) + 1)]


@dataclass
class _Day:
    """The starts of one day, in seconds: `timed` those with an hour, `clear` those of them that are no placeholder."""

    timed: list[float] = field(default_factory=list)
    clear: list[float] = field(default_factory=list)
    date_only: bool = False


class Timetable:
    """The dates of one listing."""

    def __init__(self, starts: Iterable[Start]) -> None:
        self.starts: Sequence[Start] = tuple(starts)
        self.days = frozenset(start.day for start in self.starts)
        self.clocks = frozenset((start.at.hour, start.at.minute) for start in self.starts)

    @cached_property
    def near_days(self) -> frozenset[date]:
        """Its days and those beside them."""
        return frozenset(near for day in self.days for near in days_around(day))

    @cached_property
    def hours(self) -> frozenset[tuple[date, int]]:
        """The hours at which it begins."""
        return frozenset((start.day, start.at.hour) for start in self.starts)

    @cached_property
    def moments(self) -> list[float]:
        """Its starts in seconds, in order."""
        return sorted(_seconds(start) for start in self.starts)

    @cached_property
    def lengths(self) -> frozenset[tuple[datetime, timedelta]]:
        """When each of its dates that has an end begins, and how long it takes."""
        return frozenset((start.at, start.length) for start in self.starts if start.length and not start.date_only)

    @cached_property
    def wholes(self) -> list[Start]:
        """Its long dates, the longest first."""
        lengthy = [start for start in self.starts if start.length is not None and start.length >= MIN_LONG_DATE]
        return sorted(lengthy, key=lambda start: (-(start.length or MIN_LONG_DATE), start.at))[:MAX_LONG_DATES]

    @cached_property
    def _only(self) -> tuple[int, float, float] | None:
        """Of a lone date with an hour its day, its start and the zone's offset in seconds: most listings have one."""
        if len(self.starts) != 1 or self.starts[0].date_only or self.starts[0].vague:
            return None
        start = self.starts[0]
        return start.day.toordinal(), _seconds(start), zone_offset(start.at).total_seconds()

    @cached_property
    def _ordinals(self) -> list[int]:
        return sorted(day.toordinal() for day in self.days)

    @cached_property
    def _by_day(self) -> dict[date, _Day]:
        found: dict[date, _Day] = defaultdict(_Day)
        for start in sorted(self.starts, key=_seconds):
            day = found[start.day]
            if start.date_only:
                day.date_only = True
                continue
            day.timed.append(_seconds(start))
            if not start.vague:
                day.clear.append(_seconds(start))
        return dict(found)

    def shares_day(self, other: Timetable) -> bool:
        """Whether both happen on one day."""
        return not self.days.isdisjoint(other.days)

    def begins_with(self, other: Timetable) -> bool:
        """Whether a date of the one begins while a date of the other is on, at most AT_ONCE after its start.

        A date whose end is not known is on at no time.
        """
        spans = sorted((at, end, mine) for one, mine in ((self, True), (other, False)) for at, end in one._spans)
        latest: dict[bool, float] = {}
        for at, end, mine in spans:
            if latest.get(not mine, at) > at:
                return True
            latest[mine] = max(latest.get(mine, end), end)
        return False

    @cached_property
    def _spans(self) -> list[tuple[float, float]]:
        """Its dates with an hour and an end, in seconds, each until its end or until others begin too late for it."""
        timed = ((_seconds(one), one.length) for one in self.starts if one.length and not one.date_only)
        late = AT_ONCE + timedelta(seconds=1)
        return [(at, at + min(length, late).total_seconds()) for at, length in timed]

    def contains(self, other: Timetable) -> bool:
        """Whether a date of the other lies inside a long date of this one, begins later and is at most half as long."""
        return any(_contains(x, y) for y in other.starts for x in self.wholes)

    def gap(self, other: Timetable) -> int:
        """Days between their nearest days; 0 on a common day."""
        few, many = sorted((self._ordinals, other._ordinals), key=len)
        return min(abs(day - many[i]) for day in few for i in _beside(many, day))

    def is_shifted(self, other: Timetable) -> bool:
        """Whether two of their dates lie about the zone's offset apart: UTC read as local time, or the reverse."""
        few, many = sorted((self, other), key=lambda one: len(one.moments))
        return any(_is_shifted(start, many.moments) for start in few.starts)

    def agreement(self, other: Timetable) -> float | None:
        """1 at the same time, falling to 0.6 at the end of the window; None on a common day without a known time.

        0 when no two of their dates are near each other.
        """
        if self._only and other._only:
            (number, at, shift), (other_number, other_at, _) = self._only, other._only
            return _agreement(abs(at - other_at), shift) if abs(number - other_number) <= 1 else 0.0
        few, many = sorted((self, other), key=lambda one: len(one.starts))
        best: float | None = None
        for start in few.starts:
            for day in days_around(start.day):
                score = _on_day(start, many._by_day.get(day), day == start.day)
                best = score if best is None else max(best, score or 0.0)
            if best == 1.0:
                break
        return best if best is not None or self.shares_day(other) else 0.0


def _contains(x: Start, y: Start) -> bool:
    if x.length is None or y.length is None or y.length * 2 > x.length:
        return False
    after = y.at - x.at
    return timedelta(minutes=15) < after and after + y.length <= x.length


def _is_shifted(start: Start, moments: Sequence[float]) -> bool:
    offset = zone_offset(start.at)
    at, shift, near = _seconds(start), offset.total_seconds(), tolerance(offset).total_seconds()
    goals = (at - shift, at + shift) if shift else ()
    return any(abs(moments[i] - goal) <= near for goal in goals for i in _beside(moments, goal))


def _on_day(start: Start, day: _Day | None, same: bool) -> float | None:
    """The best agreement of `start` with a day of another listing; None when there is too little to compare."""
    if day is None or (same and start.date_only):
        return None
    known = ([] if start.vague else day.clear) if same else day.timed
    if start.date_only or not known:
        return 0.0 if not same and (day.timed or day.date_only) else None
    at, shift = _seconds(start), zone_offset(start.at).total_seconds()
    near = {known[i] for goal in (at, at - shift, at + shift) for i in _beside(known, goal)}
    return max(_agreement(abs(at - other), shift) for other in near)


def _agreement(apart: float, shift: float) -> float:
    if apart <= SAME_TIME_WINDOW.total_seconds():
        return 1.0 if apart <= AT_ONCE.total_seconds() else 1 - 0.4 * (apart / SAME_TIME_WINDOW.total_seconds())
    return 0.95 if abs(apart - shift) <= 60 else 0.0


def _beside(known: Sequence[float], goal: float) -> set[int]:
    """Where the two values of a sorted, non-empty list stand between which `goal` falls."""
    i = bisect_left(known, goal)
    return {max(0, i - 1), min(i, len(known) - 1)}


def _seconds(start: Start) -> float:
    return start.at.timestamp()
