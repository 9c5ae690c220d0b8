"""Units of time as people count them: where the one of a moment begins, and so many of them earlier or later."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from include.understand.text.expressions.extent import midnight
from include.understand.text.patterns import bounded

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "half": 0.5,
}  # fmt: skip
COUNT = rf"(?:\d{{1,3}}(?:\.5)?|(?:{'|'.join(NUMBERS)})\b(?:\s+an?\b)?(?:\s+of\b)?)"
UNIT = (
    r"(?:(?:business|working|week)\s?days?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|fortnights?|months?|quarters?"
    r"|years?|decades?)\b"
)
AMOUNT = rf"{COUNT}\s*{UNIT}(?:,?\s+(?:and\s+)?{COUNT}\s*{UNIT}){{0,3}}"
_ONE = bounded(rf"(?P<count>{COUNT})\s*(?P<unit>{UNIT})", re.IGNORECASE)
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
"""Months of the units that the calendar makes uneven."""
DELTAS = {
    "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7),
    "fortnight": timedelta(days=14),
}  # fmt: skip
CLOCK_UNITS = ("minute", "hour")
WORKDAYS = 5
MAX_YEAR = 2200


def unit_of(word: str) -> str:
    """The unit that "hrs", "Weeks", "business days" name."""
    lowered = word.lower()
    if lowered.startswith(("business", "working", "weekday", "week day")):
        return "workday"
    if lowered in ("h", "hr", "hrs"):
        return "hour"
    if lowered in ("min", "mins"):
        return "minute"
    return lowered.rstrip("s")


def count_of(word: str | None) -> float:
    """The number that "3", "a couple of", "two" name; 1 of nothing."""
    if not word:
        return 1
    first = word.lower().split()[0]
    return NUMBERS[first] if first in NUMBERS else float(first)


def amounts(text: str) -> list[tuple[float, str]]:
    """The counts and units of "2 years, 1 month and 3 days"."""
    return [(count_of(found["count"]), unit_of(found["unit"])) for found in _ONE.finditer(text)]


def shift(moment: datetime, count: float, unit: str) -> datetime:
    """So many units later, or earlier. Raises: ValueError, OverflowError outside the calendar."""
    if unit == "workday":
        return _workdays(moment, int(count))
    if unit in MONTHS_OF:
        return _months(moment, round(count * MONTHS_OF[unit]))
    return moment + DELTAS[unit] * count


def shift_all(moment: datetime, text: str, sign: int) -> datetime:
    """Later (`sign` 1) or earlier (-1) by all that a text counts."""
    for count, unit in amounts(text):
        moment = shift(moment, sign * count, unit)
    return moment


def beginning(moment: datetime, unit: str) -> datetime:
    """When the unit that holds a moment began: its Monday, the first of its month."""
    day = moment.date()
    if unit in MONTHS_OF:
        months = MONTHS_OF[unit]
        whole = 12 * day.year + day.month - 1
        year, month = divmod(whole - whole % months, 12)
        return midnight(date(year, month + 1, 1))
    if unit in ("week", "fortnight", "workday"):
        return midnight(day - timedelta(days=day.weekday()))
    return midnight(day)


def week_of_year(year: int, week: int) -> date:
    """The Monday of an ISO week. Raises: ValueError."""
    return date.fromisocalendar(year, week, 1)


def _months(moment: datetime, count: int) -> datetime:
    year, month = divmod(12 * moment.year + moment.month - 1 + count, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def _workdays(moment: datetime, count: int) -> datetime:
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        moment += step
        left -= moment.weekday() < WORKDAYS
    return moment
