"""Which year a day without a year is in: the nearest that is not long past; a weekday beside it decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from include.understand.text.dates import vocabulary

MAX_PAST = timedelta(days=60)
"""How long ago a date without a year may lie; one longer ago is next year's."""
MAX_WEEKDAY_AHEAD = timedelta(days=300)
"""How far ahead a weekday may move a date into another year."""


def resolve(day: str, month: str, year: str | None, reference: date, weekday: str | None = None) -> date:
    """The date of "14th", "March" and, perhaps, "2026" and "Sat", read on `reference`. Raises: ValueError."""
    known = vocabulary.year(year)
    if known is not None:
        return date(known, vocabulary.month(month), vocabulary.number(day))
    return nearest(vocabulary.number(day), vocabulary.month(month), reference, weekday)


def nearest(day: int, month: int, reference: date, weekday: str | None = None) -> date:
    """The same from numbers, without a year. Raises: ValueError when no year has that day."""
    candidates = list(_possible(day, month, reference))
    ahead = [c for c in candidates if c >= reference - MAX_PAST] or candidates[-1:]
    wanted = vocabulary.weekday(weekday) if weekday else None
    fitting = [c for c in ahead if c.weekday() == wanted and c - reference < MAX_WEEKDAY_AHEAD]
    return (fitting or ahead)[0]


def _possible(day: int, month: int, reference: date) -> Iterator[date]:
    found = False
    for year in (reference.year - 1, reference.year, reference.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue
        found = True
    if not found:
        raise ValueError(f"{day}.{month}.")
