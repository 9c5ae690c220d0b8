"""Whether a place is open and when that changes: by its week, holidays, and special days, which outweigh both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

from include.places.days import DAY, Point, Span, spans_on
from include.places.holidays import HolidayCalendar

HORIZON_DAYS = 14
"""How far ahead a change is looked for."""
FIRST_LOOK_DAYS = 2
UNKNOWN = "24/7 unknown"


@dataclass(frozen=True)
class SpecialDay:
    """Days, both ends included, with hours of their own (canonical, as `read_hours` gives them), and why."""

    first: date
    last: date
    hours: str
    label: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class OpenState:
    """Whether it is open (None: one has to ask) until `changes_at`; None there: as far ahead as is looked."""

    is_open: bool | None
    changes_at: datetime | None
    comment: str = ""


class Locality(Protocol):
    """What an area says of itself that hours are read by (`include.areas.area.Area`)."""

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""

    @property
    def country_code(self) -> str:
        """ISO 3166-1, two letters."""

    @property
    def subdivision_code(self) -> str:
        """The part of the country whose holidays hold; empty for the country's."""

    @property
    def centre(self) -> Point:
        """A point for the sun's hours."""


@dataclass(frozen=True)
class Locale:
    """What the hours of a place are read by: the zone, holidays, and a point (latitude, longitude) for the sun's."""

    zone: ZoneInfo
    calendar: HolidayCalendar
    point: Point

    @classmethod
    def of(cls, area: Locality) -> Locale:
        """That of an area."""
        return cls(area.zone, HolidayCalendar(area.country_code, area.subdivision_code), area.centre)


@dataclass(frozen=True)
class OpeningHours:
    """The hours of a place: `week` in the canonical form of `read_hours` (None: not known), and special days."""

    week: str | None
    locale: Locale
    special: tuple[SpecialDay, ...] = ()

    def on(self, day: date) -> tuple[Span, ...]:
        """What begins on a day, in order; on a day of which nothing is known: perhaps all of it."""
        locale = self.locale
        if own := self.special_on(day):
            return spans_on(own.hours, day, False, locale.zone, locale.point)
        week = UNKNOWN if self.week is None else self.week
        return spans_on(week, day, day in locale.calendar, locale.zone, locale.point)

    def special_on(self, day: date) -> SpecialDay | None:
        """The special day that holds on a day: the shortest of them, of equal ones the last."""
        found = [one for one in self.special if day in one]
        return min(reversed(found), key=lambda one: one.last - one.first, default=None)

    def state(self, at: datetime) -> OpenState:
        """How it is at an instant: at its opening it is open, at its closing no more."""
        today = at.astimezone(self.locale.zone).date()
        for ahead in (FIRST_LOOK_DAYS, HORIZON_DAYS):
            stretches = list(self._stretches(today, ahead))
            holding = next(one for one in stretches if one.start <= at < one.end)
            if holding is not stretches[-1]:
                return OpenState(holding.is_open, holding.end.astimezone(self.locale.zone), holding.comment)
        return OpenState(holding.is_open, None, holding.comment)

    def _stretches(self, today: date, ahead: int) -> Iterator[_Stretch]:
        """All the time from the begin of `today` on, in stretches of one state."""
        zone = self.locale.zone
        start, end = _midnight(today, zone), _midnight(today + ahead * DAY, zone)
        spans = [span for number in range(-1, ahead) for span in self.on(today + number * DAY)]
        inner = {edge.astimezone(UTC) for span in spans for edge in (span.start, span.end)}
        edges = {start, end, *(edge for edge in inner if start < edge < end)}
        yield from _joined(_stretch(begins, ends, spans) for begins, ends in pairwise(sorted(edges)))


@dataclass(frozen=True)
class _Stretch:
    start: datetime
    end: datetime
    is_open: bool | None
    comment: str


def _stretch(begins: datetime, ends: datetime, spans: list[Span]) -> _Stretch:
    # what is certainly open outweighs what may be
    holding = sorted((s for s in spans if s.start <= begins < s.end), key=lambda s: not s.is_certain)
    if not holding:
        return _Stretch(begins, ends, False, "")
    return _Stretch(begins, ends, True if holding[0].is_certain else None, holding[0].comment)


def _joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    last: _Stretch | None = None
    for one in stretches:
        if last and last.is_open is one.is_open:
            last = _Stretch(last.start, one.end, last.is_open, last.comment)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # in UTC: times of one zone are compared by the clock on the wall, which goes back in autumn
    return datetime.combine(day, time(), zone).astimezone(UTC)


def week_from(hours: OpeningHours, first: date, days: int = 7) -> list[tuple[date, tuple[Span, ...]]]:
    """The days from `first` on, each with what begins on it."""
    return [(day, hours.on(day)) for day in (first + timedelta(days=number) for number in range(days))]
