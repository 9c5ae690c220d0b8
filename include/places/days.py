"""The rules of one written form for one day alone: what opens on it, and goes past its midnight.

OpenStreetMap's `opening_hours` in the canonical form of the library. Each day is read by itself, so that a holiday or a
special day changes what begins on it, and not the night that has begun on the day before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""
DAY = timedelta(days=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPANS_KEPT = 20_000

# a quoted comment is passed over whole; a list of times has its commas without blanks
_SEPARATOR = re.compile(r'"[^"]*"|(?P<mark>;|\|\||, )')
_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH)"
_NARROW = re.compile(
    rf'{_DAYS}\b|\d\d:\d\d|\(|sunrise|sunset|dawn|dusk|24/7|closed|open|unknown|"'
)  # where the part of a rule that names years, months and weeks ends
_NUMBERED = r"(?:\[[^\]]{0,40}\](?: [+-]?\d{1,3} days?)?)?"  # the first and third of a month, or a day after
_DAY_NAME = re.compile(rf"{_DAYS}(?:-{_DAYS})?{_NUMBERED}")
_DAY_LIST = re.compile(rf"{_DAY_NAME.pattern}(?:,{_DAY_NAME.pattern})*")
_COMMENT = re.compile(r'"[^"]*"')
_HOURS = re.compile(r"\d\d:\d\d|\(|sunrise|sunset|dawn|dusk")


@dataclass(frozen=True)
class Span:
    """From when to when a place is open (times of its zone); not `is_certain`: it may be. `comment` is of the rule."""

    start: datetime
    end: datetime
    is_certain: bool = True
    comment: str = ""


@lru_cache(maxsize=SPANS_KEPT)
def spans_on(hours: str, day: date, is_holiday: bool, zone: ZoneInfo, point: Point) -> tuple[Span, ...]:
    """What begins on `day`, in order. `hours` as `read_hours` gives them; `point` (degrees) has the sun's hours."""
    rules = _rules_of(hours, day, is_holiday)
    if not rules:
        return ()
    start = datetime.combine(day, time(), zone)
    parsed = _parsed(rules, zone, point)
    return tuple(
        Span(begins, ends, state == State.OPEN, comment)
        for begins, ends, state, comment in parsed.intervals(start, start + 2 * DAY)
        if state != State.CLOSED and ends is not None
    )


def check_days(hours: str) -> None:
    """Raise what the library raises where a rule cannot be read by itself, as `spans_on` does on the days it is of."""
    for _, rule in _split(hours):
        for is_holiday in (False, True):
            days, rest = _parts(rule, is_holiday)
            for text in (f"{days or ''} 00:00-24:00", f"2026 Jan 01 {rest or '00:00-24:00'}"):
                OpeningHours(text, auto_country=False, auto_timezone=False)


def _rules_of(hours: str, day: date, is_holiday: bool) -> str:
    """The rules that hold on a day, with its date in the place of what names their days.

    A rule takes the place of those before it, but for one behind a comma or two bars, and for hours that are closed.
    The library leaves the part of a replaced rule that lies past midnight.
    """
    kept: list[str] = []
    for mark, rule in _split(hours):
        days, rest = _parts(rule, is_holiday)
        if days is None or (days and not _holds(days, day)):
            continue
        bare = _COMMENT.sub("", rest)
        if mark in ("", ";") and not (_HOURS.match(bare) and "closed" in bare):
            kept = []
        dated = f"{day.year} {MONTHS[day.month - 1]} {day.day:02} {rest or '00:00-24:00'}"
        kept.append(f"{mark} {dated}" if kept else dated)
    return "".join(kept)


def _parts(rule: str, is_holiday: bool) -> tuple[str | None, str]:
    """What names the days of a rule, and its times; None for days when it holds on holidays alone, and this is none."""
    found = _NARROW.search(rule)
    at = found.start() if found else len(rule)
    weekdays, rest = _weekdays(rule[at:].removeprefix("24/7").strip(), is_holiday)
    return None if weekdays is None else f"{rule[:at]} {weekdays}".strip(), rest


def _split(hours: str) -> Iterator[tuple[str, str]]:
    """The rules, each with the mark before it."""
    begin, mark = 0, ""
    for found in _SEPARATOR.finditer(hours):
        if found["mark"]:
            yield mark, hours[begin : found.start()].strip()
            begin, mark = found.end(), found["mark"].strip()
    yield mark, hours[begin:].strip()


def _weekdays(narrow: str, is_holiday: bool) -> tuple[str | None, str]:
    """The weekdays of a rule and what stands behind them; None when it holds on holidays alone, and this is none."""
    listed = _DAY_LIST.match(narrow)
    if not listed:
        return "", narrow
    names = _DAY_NAME.findall(listed[0])
    rest = narrow[listed.end() :].strip()
    if "PH" not in names:
        return ",".join(names), rest
    if is_holiday:
        return "", rest
    return ",".join(name for name in names if name != "PH") or None, rest


@lru_cache(maxsize=SPANS_KEPT)
def _holds(days: str, day: date) -> bool:
    """Whether years, months, weeks and weekdays as a rule names them hold the day."""
    noon = datetime.combine(day, time(12))
    return OpeningHours(f"{days} 00:00-24:00", auto_country=False, auto_timezone=False).is_open(noon)


def _parsed(rules: str, zone: ZoneInfo, point: Point) -> OpeningHours:
    # without auto_timezone the library takes no notice of the point, and the sun sets at seven everywhere
    return OpeningHours(rules, timezone=zone, coords=point, auto_country=False)
