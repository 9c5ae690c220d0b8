"""Dates that are found by those near them: n dates are compared with their neighbours, not all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

T = TypeVar("T")


class NearDates(Generic[T]):
    """Things by the day of their start (UTC), in the order in which they first came."""

    def __init__(self) -> None:
        self._things: dict[int, T] = {}
        self._places: dict[int, int] = {}
        self._days: dict[int, dict[int, None]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._things.values()))

    def add(self, start: datetime, thing: T) -> None:
        """Add it; what is there already, and starts at another time now, is found there too."""
        place = self._places.setdefault(id(thing), len(self._things))
        self._things.setdefault(place, thing)
        self._days[_day(start)].setdefault(place)

    def near(self, start: datetime) -> list[T]:
        """Those that start within a day of it, and some up to two days away, in the order of their coming."""
        day = _day(start)
        places = {place for n in (-1, 0, 1) for place in self._days.get(day + n, ())}
        return [self._things[place] for place in sorted(places)]


def _day(start: datetime) -> int:
    utc: date = start.astimezone(UTC).date()
    return utc.toordinal()
