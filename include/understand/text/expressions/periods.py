"""Readings of periods: "next week", "the last 3 months", "May 2026", "2019 Q1", "week 3 of 2027", "the 1990s"."""

from __future__ import annotations

import re
from datetime import date, datetime

from include.understand.text.dates import vocabulary
from include.understand.text.dates.years import nearest
from include.understand.text.expressions.extent import (
    ONE_DAY,
    Extent,
    midnight,
    of_day,
    of_days,
)
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.units import (
    CLOCK_UNITS,
    DELTAS,
    MAX_YEAR,
    MONTHS_OF,
    amounts,
    beginning,
    count_of,
    shift,
    shift_all,
    unit_of,
    week_of_year,
)

AHEAD = ("next", "coming", "upcoming", "following")
BEHIND = ("last", "past", "previous")
LISTED_UNITS = ("quarter", "workday")
"""Units that are counted whole: the last 2 quarters are those before this one."""


def period(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent | None:
    """This week, next month, the year, last quarter, next hour."""
    unit, which = unit_of(match["unit"]), (match.groupdict().get("which") or "this").lower()
    if which == "this" and unit in CLOCK_UNITS:
        return None
    offset = 1 if which in AHEAD else -1 if which in BEHIND else 0
    if unit in CLOCK_UNITS or (offset and unit == "workday" and "day" in match["unit"].lower()):
        return _counted(match, now, f"1 {match['unit']}", ahead=offset > 0)
    if unit == "day":
        return of_day((now + offset * ONE_DAY).date(), match.start(), match.end())
    start = shift(beginning(now, unit), offset, "week" if unit == "workday" else unit)
    end = shift(start, 5, "day") if unit == "workday" else shift(start, 1, unit)
    return of_days(start.date(), end.date(), match.start(), match.end())


def after_next(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """The week after next."""
    unit = unit_of(match["unit"])
    start = shift(beginning(now, unit), 2, unit)
    return of_days(start.date(), shift(start, 1, unit).date(), match.start(), match.end())


def counted(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent | None:
    """The next 3 days, the last 2 weeks and 3 days, 10 previous weeks."""
    groups = match.groupdict()
    amount = groups.get("amount") or f"{match['count']} {match['unit']}"
    return _counted(match, now, amount, ahead=match["which"].lower() in AHEAD)


def _counted(match: re.Match[str], now: datetime, amount: str, *, ahead: bool) -> Extent | None:
    parts = amounts(amount)
    if not parts:
        return None
    unit = parts[0][1]
    if any(one in CLOCK_UNITS for _, one in parts):
        other = shift_all(now, amount, 1 if ahead else -1)
        return Extent(min(now, other), max(now, other), match.start(), match.end(), timed=True)
    today = midnight(now.date())
    if unit == "workday" and ahead:
        return of_days((today + ONE_DAY).date(), (shift_all(today, amount, 1) + ONE_DAY).date(), *match.span())
    if unit in LISTED_UNITS and unit != "workday":
        today = shift(beginning(now, unit), 1 if ahead else 0, unit)
    elif ahead:
        today += ONE_DAY
    other = shift_all(today, amount, 1 if ahead else -1)
    return of_days(min(today, other).date(), max(today, other).date(), *match.span())


def month(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """May 2026, this August, June of next year; a month alone is the nearest that is not long past."""
    number, which = vocabulary.month(match["m"]), (match.groupdict().get("which") or "").lower()
    written = _year(match.groupdict().get("y"))
    if written:
        first = date(written, number, 1)
    elif which in BEHIND:
        first = date(now.year - 1, number, 1)
    elif which in AHEAD:
        first = date(now.year + 1, number, 1)
    elif which:
        first = date(now.year, number, 1)
    else:
        first = nearest(1, number, now.date().replace(day=1))
    has_year = bool(written or which)
    return of_days(first, shift(midnight(first), 1, "month").date(), *match.span(), has_year=has_year)


def month_of_year(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """June next year, March of this year."""
    which = match["which"].lower()
    offset = 1 if which in AHEAD else -1 if which in BEHIND else 0
    first = date(now.year + offset, vocabulary.month(match["m"]), 1)
    return of_days(first, shift(midnight(first), 1, "month").date(), *match.span())


def days_of_month(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """From 4 to 22 this month, the 20th of next month."""
    which = (match["which"] or "this").lower()
    start = shift(beginning(now, "month"), 1 if which in AHEAD else -1 if which in BEHIND else 0, "month").date()
    first = start.replace(day=vocabulary.number(match["d"]))
    if match.groupdict().get("last"):
        return of_days(first, start.replace(day=vocabulary.number(match["last"])), *match.span())
    return of_day(first, *match.span())


def month_number(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """12-2015, 2016 / 11, 2016 June."""
    number = int(match["n"]) if match.groupdict().get("n") else vocabulary.month(match["m"])
    first = date(int(match["y"]), number, 1)
    return of_days(first, shift(midnight(first), 1, "month").date(), *match.span())


def year(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """2018, the year 2018."""
    written = int(match["y"])
    if len(match["y"]) == 2:
        written += 2000
    return of_days(date(written, 1, 1), date(written + 1, 1, 1), *match.span())


def part_of_year(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """2019 Q1, H2 2026, the third quarter of 2026; without a year, of this one."""
    groups = match.groupdict()
    months = 3 if (groups.get("q") or "q").lower() == "q" else 6
    number = int(groups["n"]) if groups.get("n") else vocabulary.ORDINALS[groups["nth"].lower()]
    if not 1 <= number <= 12 // months:
        raise ValueError(match.group())
    start = shift(midnight(date(_year(groups.get("y")) or now.year, 1, 1)), months * (number - 1), "month")
    return of_days(start.date(), shift(start, months, "month").date(), *match.span())


def decade(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """The 1990s, the 80s."""
    written = int(match["y"])
    first = written if written >= 100 else 1900 + written if written >= 30 else 2000 + written
    return of_days(date(first, 1, 1), date(first + 10, 1, 1), *match.span())


def century(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """The 15th century."""
    first = 100 * (int(match["n"]) - 1)
    return of_days(date(max(first, 1), 1, 1), date(first + 100, 1, 1), *match.span())


def week_number(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """Week 3 of 2027."""
    first = week_of_year(_year(match.groupdict().get("y")) or now.year, int(match["n"]))
    return of_days(first, midnight(first).date() + DELTAS["week"], *match.span())


def to_date(match: re.Match[str], now: datetime, preferences: Preferences) -> Extent:
    """The year to date: from its first day until today."""
    return of_days(beginning(now, unit_of(match["unit"])).date(), now.date(), *match.span())


def nth_of(found: Extent, nth: str, count: str | None, unit: str) -> Extent | None:
    """The second week, the last 3 weeks, the first ten days, the 15th day, the 9th month of a period."""
    if found.start is None or found.end is None or found.timed:
        return None
    number, many = _ordinal(nth), count_of(count)
    if unit == "week":
        return _nth_weeks(found, number, int(many))
    if unit not in MONTHS_OF and unit != "day":
        return None
    first = shift(found.end, -many, unit) if number < 0 else shift(found.start, many * (number - 1), unit)
    if not found.start <= first < found.end:
        return None
    end = shift(first, many, unit)
    if unit == "day" and not count:
        return of_day(first.date(), found.position, found.stop)
    return of_days(first.date(), end.date(), found.position, found.stop)


def _nth_weeks(found: Extent, number: int, many: int) -> Extent:
    """Weeks belong to the period in which their Thursday is."""
    assert found.start
    assert found.end
    inside = shift(found.start, 3, "day")
    first = beginning(inside, "week")
    last = shift(beginning(shift(found.end, 3, "day"), "week"), -7, "day")
    start = shift(last, -(many - 1), "week") if number < 0 else shift(first, many * (number - 1), "week")
    return of_days(start.date(), shift(start, many, "week").date(), found.position, found.stop)


def _ordinal(word: str) -> int:
    lowered = word.lower()
    return vocabulary.ORDINALS.get(lowered) or vocabulary.number(lowered)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    number = int(written.strip("'’"))
    if len(written.strip("'’")) == 2:
        return number + (1900 if number >= 70 else 2000)
    return number if number <= MAX_YEAR else None
