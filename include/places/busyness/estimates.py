"""How full an open place probably is now: the most probable level, how sure that is, until when, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from include.places.busyness.influences import EventNearby, event_levels, rain_levels
from include.places.busyness.learning import Learned
from include.places.busyness.levels import BUSY, LEVELS, Floats
from include.places.busyness.usual import SUNDAY, has_queue, is_outdoors

_HOUR = timedelta(hours=1)
_MOST_HOURS = 12
_MINUTES_BUSY, _MINUTES_PACKED, _MINUTES_STEP = 10, 30, 5
"""A wait for a table, and what it is rounded to."""
_TAUGHT_WEIGHT = 3.0
"""From so many reports on, they are a reason."""
_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (21, "evening"), (24, "night"))
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Circumstances:
    """What holds for all places: the zone, holidays, and the hours of its clock (see `local_hours`) in which it is
    likely to rain."""

    zone: ZoneInfo
    is_holiday: Callable[[date], bool]
    wet_hours: Collection[datetime]


@dataclass(frozen=True)
class BusyPlace:
    """An open place: its index among those learned of, its kind, until when it is open (None: not known), events."""

    index: int
    kind: str | None
    open_until: datetime | None
    events: Sequence[EventNearby]


@dataclass(frozen=True)
class Estimate:
    """How full: `probabilities` of the five levels in this hour, the most probable one, and minutes of wait (or None).

    `confidence` (0 to 1) is that level's probability in the least sure of the hours for which it counts; `reason` a
    line; it counts until `valid_until`, when the level, the wait or the reason is to be another or the place closes.
    """

    probabilities: tuple[float, ...]
    level: str
    wait_minutes: int | None
    confidence: float
    reason: str
    valid_until: datetime


@dataclass(frozen=True)
class _Hour:
    chances: Floats
    level: int
    wait: int | None
    reason: str


def local_hours(forecast: Iterable[datetime], zone: ZoneInfo) -> frozenset[datetime]:
    """The hours of a zone's clock (their beginnings, UTC) that hours of a forecast lie in, in part or whole.

    Forecasts have the hours of UTC: in India each lies in two.
    """
    edges = (at for begins in forecast for at in (begins, begins + _HOUR - datetime.resolution))
    return frozenset(_hour_begins(at, zone) for at in edges)


def estimate(learned: Learned, place: BusyPlace, around: Circumstances, now: datetime) -> Estimate:
    """How full an open place probably is at `now`. All times of one hour give the same, if nothing new is known."""
    begins = _hour_begins(now, around.zone)
    first = _hour(learned, place, around, begins)
    least, end = first.chances[first.level], begins + _HOUR
    for _ in range(_MOST_HOURS):
        if place.open_until and end >= place.open_until:
            break
        later = _hour(learned, place, around, end)
        if (later.level, later.wait, later.reason) != (first.level, first.wait, first.reason):
            break
        least, end = min(least, later.chances[later.level]), end + _HOUR
    until = min(end, place.open_until) if place.open_until else end
    chances = tuple(float(chance) for chance in first.chances)
    return Estimate(chances, LEVELS[first.level], first.wait, round(float(least), 2), first.reason, until)


def _hour_begins(at: datetime, zone: ZoneInfo) -> datetime:
    # in UTC: an hour later by the clock on the wall may be none or two
    return at.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def _hour(learned: Learned, place: BusyPlace, around: Circumstances, begins: datetime) -> _Hour:
    hour = begins.astimezone(around.zone)
    is_holiday, is_wet = around.is_holiday(hour.date()), begins in around.wet_hours
    slot = (place.index, SUNDAY if is_holiday else hour.weekday(), hour.hour)
    by_events, events = event_levels(place.events, begins + _HOUR / 2)
    chances = learned.chances(slot, by_events + (rain_levels(is_outdoors(place.kind)) if is_wet else 0.0))
    level = int(np.argmax(chances))
    parts = (
        f"{_DAYS[hour.weekday()]} {next(name for end, name in _PARTS if hour.hour < end)}",
        "public holiday" if is_holiday else "",
        "rain" if is_wet else "",
        f"events nearby: {events}" if events else "",
        "earlier reports" if learned.weight[place.index] >= _TAUGHT_WEIGHT else "",
    )
    return _Hour(chances, level, _wait(place.kind, level, chances), "; ".join(filter(None, parts)))


def _wait(kind: str | None, level: int, chances: Floats) -> int | None:
    if level < BUSY or not has_queue(kind):
        return None
    expected = chances[BUSY] * _MINUTES_BUSY + chances[BUSY + 1] * _MINUTES_PACKED
    return int(_MINUTES_STEP * round(expected / _MINUTES_STEP)) or None
