"""Readings of days and moments that depend on now: "yesterday", "last night", "the weekend", "Christmas"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from include.understand.text.dates import vocabulary
from include.understand.text.dates.years import nearest
from include.understand.text.expressions.extent import (
    ONE_DAY,
    Extent,
    of_day,
    of_days,
    of_hour,
    of_hours,
    of_moment,
)
from include.understand.text.expressions.parts import on_day
from include.understand.text.expressions.preferences import Preferences
from include.understand.text.expressions.units import CLOCK_UNITS, amounts, shift_all

_FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25), "new year's eve": (12, 31),
    "new years eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "new years": (1, 1),
    "halloween": (10, 31), "valentine's day": (2, 14), "valentines day": (2, 14),
}  # fmt: skip
HOLIDAY_NAMES = "|".join(map(re.escape, sorted(_FIXED, key=len, reverse=True)))


def now(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Now."""
    return of_moment(moment, *match.span())


def today(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """The current date."""
    return of_day(moment.date(), *match.span())


def end_of_day(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """The last second of today."""
    return of_moment(datetime.combine(moment.date(), time(23, 59, 59)), *match.span())


def yesterday(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Yesterday."""
    return of_day((moment - ONE_DAY).date(), *match.span())


def before_yesterday(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """The day before yesterday."""
    return of_day((moment - 2 * ONE_DAY).date(), *match.span())


def tonight(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent | None:
    """Tonight, as hours of today."""
    return _part_of(match, moment.date(), "night", preferences)


def named_part(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent | None:
    """This morning, last night, next evening."""
    which = match["which"].lower()
    offset = (
        1
        if which in ("next", "following", "coming", "upcoming")
        else -1
        if which in ("last", "past", "previous")
        else 0
    )
    return _part_of(match, (moment + offset * ONE_DAY).date(), match["part"].lower(), preferences)


def _part_of(match: re.Match[str], day: date, part: str, preferences: Preferences) -> Extent | None:
    start, end = preferences.hours[part]
    return on_day(of_hours(start, end, *match.span()), of_day(day, *match.span()))


def weekend(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Saturday and Sunday of this week, the next, the last."""
    which = (match["which"] or "").lower()
    offset = 1 if which == "next" else -1 if which in ("last", "past") else 0
    saturday = moment.date() + timedelta(days=5 - moment.weekday() + 7 * offset)
    return of_days(saturday, saturday + 2 * ONE_DAY, *match.span())


def noonish(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """About noon."""
    return of_hour(time(12), *match.span())


def mid_night(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Midnight."""
    return of_hour(time(0), *match.span())


def year_first(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """2019-aug-1, 2020/23/Sep, 2016 10 16, Sep-23-2020."""
    groups = match.groupdict()
    month = int(groups["mn"]) if groups.get("mn") else vocabulary.month(groups["m"])
    return of_day(date(int(match["y"]), month, int(match["d"])), *match.span())


def numeric(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """7/6, 10/1/2018, 23.04.2022: by the preferred order, else by the only one that fits."""
    a, b = int(match["a"]), int(match["b"])
    day, month = (b, a) if preferences.month_first else (a, b)
    if month > 12:
        day, month = month, day
    written = match.groupdict().get("y")
    if written:
        year = int(written) + (0 if len(written) == 4 else 1900 if int(written) >= 35 else 2000)
        return of_day(date(year, month, day), *match.span())
    return of_day(nearest(day, month, moment.date()), *match.span(), has_year=False)


def holiday(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Christmas, New Year 2028, last Halloween: the next one unless a year or "last" is written."""
    name, which = match["holiday"].lower(), (match["which"] or "").lower()
    if match["y"]:
        return of_day(_on(name, int(match["y"])), *match.span())
    years = range(moment.year - 1, moment.year + 2)
    days = [_on(name, year) for year in years]
    past = [day for day in days if day < moment.date()]
    coming = [day for day in days if day >= moment.date()]
    if which in ("last", "past", "previous"):
        return of_day(past[-1], *match.span())
    return of_day(coming[0], *match.span(), has_year=False)


def _on(name: str, year: int) -> date:
    return date(year, *_FIXED[name])


def shifted(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent | None:
    """In 3 hours, two weeks ago, 30 minutes later."""
    ago = (match.groupdict().get("back") or "").lower() in ("ago", "earlier", "back")
    then = shift_all(moment, match["amount"], -1 if ago else 1)
    if any(unit in CLOCK_UNITS for _, unit in amounts(match["amount"])):
        return of_moment(then, *match.span())
    return of_day(then.date(), *match.span())


def within(match: re.Match[str], moment: datetime, preferences: Preferences) -> Extent:
    """Within 2 hours, within 3 days: from now on."""
    then = shift_all(moment, match["amount"], 1)
    if any(unit in CLOCK_UNITS for _, unit in amounts(match["amount"])):
        return Extent(moment, then, *match.span(), timed=True)
    return of_days(moment.date(), then.date(), *match.span())
