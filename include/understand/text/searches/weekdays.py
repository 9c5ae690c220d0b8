"""Weekdays that stand for more than the next one: "every friday", "weekends", "last friday", "fri to sun next week"."""

from __future__ import annotations

import re
from calendar import monthcalendar, monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from include.understand.text.dates.vocabulary import MONTH, month
from include.understand.text.expressions.extent import ONE_DAY
from include.understand.text.patterns import bounded
from include.understand.text.searches.vocabulary import NOT, WEEKDAYS, Reading

_NAMES = "|".join(WEEKDAYS)
_EACH = bounded(rf"\b(?:every|each|any|on an?)\s+(?P<day>{_NAMES})s?\b|\b(?:on\s+)?(?P<plural>{_NAMES})s\b")
_SEVERAL = bounded(
    rf"(?<!\bthis )(?<!\bnext )\b(?:{_NAMES})s?(?:(?:\s?[,/&]\s?|\s+(?:and|or)\s+|\s)(?:{_NAMES})s?\b){{1,6}}"
)
_DAYS = rf"(?:(?:{_NAMES})s?|weekends?|weekdays?)\b"
_EXCEPT = bounded(
    rf"(?:(?:\b(?:every|any|all)\s?days?\s+)?\b{NOT}"
    r"|\b(?:(?:every|any|all)\s?days?|daily|(?<=weekdays )|(?<=weekends ))"
    rf"\s*\bbut)\s+(?:on\s+)?(?P<out>{_DAYS}"
    rf"(?:(?:\s?[,/&]\s?|\s+(?:and|or|nor)\s+(?:on\s+)?){_DAYS}){{0,6}})"
)
_PLURAL = bounded(r"days\b")
PAIR = 2
_WEEK = bounded(
    r"\b(?:on\s+|every\s+)?(?P<which>weekdays?|weekends|(?<=every )weekend"
    r"|weekend(?=\s+(?:mornings|afternoons|evenings|nights)\b))\b"
)
_LAST = bounded(rf"\b(?P<how>since last|since|last)\s+(?P<day>{_NAMES})\b")
_TO = r"\s*(?:to|-|–|till|until|through)\s*"
_NEXT_WEEK = bounded(
    rf"\b(?P<first>{_NAMES}){_TO}(?P<last>{_NAMES})\s+next\s+week\b"
    rf"|\bnext\s+week\s+(?P<begins>{_NAMES}){_TO}(?P<ends>{_NAMES})\b"
)

_NTHS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "last": -1,
}  # fmt: skip
_OF_MONTH = bounded(
    rf"\b(?:on\s+)?(?:the\s+)?(?P<nth>{'|'.join(_NTHS)})\s+(?P<day>{_NAMES}|weekend|week)\s+(?:of|in)\s+"
    rf"(?:(?:the\s+)?(?P<which>next|coming|this)?\s*month\b|(?P<month>{MONTH})(?![a-z]|\s*\d))"
)


def find_weekdays(text: str) -> list[Reading]:
    """A filter on the days of the week, of any week; said in two places where others are left out of some."""
    left_out = _EXCEPT.search(text)
    if not left_out:
        named = _named(text)
        return [named] if named else []
    start, end = left_out.span()
    named = _named(text[:start] + "\x00" * (end - start) + text[end:])
    out = [day[:3] for day in WEEKDAYS if day in left_out["out"]]
    for word, days in (("weekend", WEEKDAYS[5:]), ("weekday", WEEKDAYS[:5])):
        out += [day[:3] for day in days if word in left_out["out"]]
    asked = named[2]["weekday"] if named else [day[:3] for day in WEEKDAYS]
    parameters = {"weekday": [day for day in asked if day not in out]} if isinstance(asked, list) else {}
    if not parameters.get("weekday"):
        return [named] if named else []
    return [("weekday", one[1], parameters, one[3]) for one in (_reading(left_out, []), named) if one]


def _named(text: str) -> Reading | None:
    if (found := _SEVERAL.search(text)) and not _follow(found.group()):
        return _reading(found, [day for day in WEEKDAYS if day in found.group()])
    if found := _EACH.search(text):
        return _reading(found, [found["day"] or found["plural"]])
    if found := _WEEK.search(text):
        return _reading(found, WEEKDAYS[:5] if found["which"].startswith("weekday") else WEEKDAYS[5:])
    return None


def _reading(found: re.Match[str], days: Sequence[str]) -> Reading:
    return "weekday", found.group(), {"weekday": [day[:3] for day in days]}, found.span()


def _follow(text: str) -> bool:
    """Whether these are two days one behind the other, which a window holds: "saturday and sunday", not "tuesdays"."""
    named = [number for number, day in enumerate(WEEKDAYS) if day in text]
    apart = named[-1] - named[0]
    return not apart or (len(named) == PAIR and apart in (1, len(WEEKDAYS) - 1) and not _PLURAL.search(text))


def find_day_of_month(text: str, now: datetime) -> Reading | None:
    """The window of a weekday, weekend or week by its place in a month: "last friday of next month".

    The first week is the first seven days.
    """
    if not (found := _OF_MONTH.search(text)):
        return None
    weekday, days = {"weekend": (5, 2), "week": (None, 7)}.get(found["day"]) or (WEEKDAYS.index(found["day"]), 1)
    months = now.month - 1 + (found["which"] in ("next", "coming"))
    if found["month"]:
        months += (month(found["month"]) - now.month) % 12
    for later in (0, 12 if found["month"] else 1):  # what is over is meant of the next one
        day = _in_month(now.year, months + later, weekday, _NTHS[found["nth"]])
        if day and day + timedelta(days=days) > now.date():
            return window(found.group(), _at(day), _at(day + timedelta(days=days)), found.span())
    return None


def _in_month(year: int, months: int, weekday: int | None, nth: int) -> date | None:
    """The day of the month that is `months` after January of `year`, without a weekday the first of a week of it.

    None where it has no fifth one.
    """
    year, index = year + months // 12, months % 12 + 1
    if weekday is None:
        last = monthrange(year, index)[1]
        first = last - 6 if nth < 0 else 1 + 7 * nth
        return date(year, index, first) if first <= last else None
    numbers = [week[weekday] for week in monthcalendar(year, index) if week[weekday]]
    return date(year, index, numbers[nth]) if nth < len(numbers) else None


def find_last(text: str, now: datetime) -> Reading | None:
    """The window of a weekday that is over, or since then."""
    if not (found := _LAST.search(text)):
        return None
    day = now.date() - timedelta(days=(now.weekday() - WEEKDAYS.index(found["day"])) % 7 or 7)
    return window(found.group(), _at(day), None if "since" in found["how"] else _at(day + ONE_DAY), found.span())


def find_next_week(text: str, now: datetime) -> Reading | None:
    """The window from one weekday to another of next week."""
    if not (found := _NEXT_WEEK.search(text)):
        return None
    monday = now.date() + timedelta(days=7 - now.weekday())
    first, last = WEEKDAYS.index(found["first"] or found["begins"]), WEEKDAYS.index(found["last"] or found["ends"])
    ends = monday + timedelta(days=last + (7 if last < first else 0) + 1)
    return window(found.group(), _at(monday + timedelta(days=first)), _at(ends), found.span())


def window(words: str, starts: datetime | None, ends: datetime | None, where: tuple[int, int]) -> Reading:
    """The filter of a window in local wall time."""
    bounds = (("startDate", starts), ("endDate", ends))
    return "when", words.strip(), {name: f"{one:%Y-%m-%dT%H:%M:%S}" for name, one in bounds if one}, where


def _at(day: date) -> datetime:
    return datetime.combine(day, time(0))
