"""Weekdays as OpenStreetMap's opening hours name them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

ALL_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
SHORTEST_RANGE = 3


def days_between(first: str, last: str) -> tuple[str, ...]:
    """The weekdays from one to another, through the end of the week where need be."""
    start, end = ALL_DAYS.index(first), ALL_DAYS.index(last)
    return tuple(ALL_DAYS[number % 7] for number in range(start, (end if end >= start else end + 7) + 1))


def written_days(days: Iterable[str]) -> str:
    """A list of weekdays and `PH`: `Mo-We,Fr,PH`."""
    names = set(days)
    present = [number for number, name in enumerate(ALL_DAYS) if name in names]
    runs = [
        [ALL_DAYS[number] for _, number in run]
        for _, run in groupby(enumerate(present), key=lambda pair: pair[1] - pair[0])
    ]
    written = [f"{run[0]}-{run[-1]}" if len(run) >= SHORTEST_RANGE else ",".join(run) for run in runs]
    return ",".join([*written, *([HOLIDAY] if HOLIDAY in names else [])])
