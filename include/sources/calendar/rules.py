"""What a calendar's recurrence rules would unfold to, counted before they are unfolded.

A rule of 450 characters can stand for ten million dates. Its results are counted here, and one that has too many is
refused with the reason; none is cut short.
"""

from __future__ import annotations

import re
import warnings
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from typing import Any

from dateutil.rrule import rrule
from icalendar import Event

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES
from include.untrusted.bounds import MAX_NUMBER, at_most, shortened

MAX_RULES = 20
"""RRULEs of one entry."""
MAX_LISTED_DATES = 5_000
"""RDATEs, and EXDATEs, of one entry."""
NUMBER = re.compile(r"(?<=[=,+-])(?<!INTERVAL=)\d{10,}", re.IGNORECASE)
"""The second date after such an interval is beyond all calendars: there the one date is what was meant."""
OTHER_CALENDAR = re.compile(r"\bRSCALE=(?!GREGORIAN\b)[^;\\]{0,100}|\bSKIP=(?!OMIT\b)[^;\\]{0,100}", re.IGNORECASE)
"""What makes other dates of a rule than RFC 5545 (RFC 7529)."""
MAX_PAST_DATES = 50_000
"""Dates of one rule before those that are kept: five years of every hour."""
CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")
COUNTED_PARTS = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
"""The parts of a rule that count from 1, or from -1 at the end: the library takes a 0 for every day."""
SET_PARTS = {"SECONDLY": (), "MINUTELY": CLOCK_PARTS[2:], "HOURLY": CLOCK_PARTS[1:], "DAILY": CLOCK_PARTS}
"""The parts of a rule whose product are the times of one period, among which BYSETPOS counts."""
LEAP_YEAR = 2024
DEFAULT_PARTS = ("RSCALE", "SKIP")
"""Of RFC 7529: where a rule may have them here, they say what holds without them."""
WINDOW_MARGIN = timedelta(days=366)
"""How far past the horizon a rule is followed: a changed instance may have been moved so far."""


def check_written(event: Event) -> None:
    """Look at the rules of an entry as they are written. Raises: BrokenRecord, naming the property and its bound."""
    for name in ("RDATE", "EXDATE"):
        at_most(MAX_LISTED_DATES, listed(event, name), f"{name}s")
    for name in ("RRULE", "EXRULE"):
        rules = every(event.get(name))
        at_most(MAX_RULES, len(rules), f"{name}s")
        for rule in rules:
            _check_rule(rule, name)


def end_with_days(event: Event) -> None:
    """Let a rule until a day go on to that day's end, in the zone of its start: the library ends it at midnight."""
    start = attribute(event.get("DTSTART"), "dt")
    if not isinstance(start, datetime):
        return
    for rule in (*every(event.get("RRULE")), *every(event.get("EXRULE"))):
        until = rule.get("UNTIL") if isinstance(rule, dict) else None
        if isinstance(until, list) and any(isinstance(one, date) for one in until):
            rule["UNTIL"] = [_end_of(one, start) for one in until]


def _end_of(until: Any, start: datetime) -> Any:
    if not isinstance(until, date) or isinstance(until, datetime):
        return until
    last = datetime.combine(until, time(23, 59, 59), tzinfo=start.tzinfo)
    return last.astimezone(UTC) if start.tzinfo else last


def _check_rule(rule: Any, name: str) -> None:
    _check_calendar(rule, name)
    if not isinstance(rule, Mapping):
        _check_number(rule, name)
        return
    times = prod(len(set(map(str, rule.get(part, [])))) or 1 for part in CLOCK_PARTS)
    at_most(MAX_OCCURRENCES, times, f"times of a day (BYHOUR x BYMINUTE x BYSECOND) in {name}")
    if any(isinstance(one, int) and one < 1 for one in rule.get("INTERVAL", [])):
        raise BrokenRecord(f"INTERVAL in {name} is less than 1")
    nothing = next((part for part in COUNTED_PARTS if 0 in rule.get(part, [])), None)
    if nothing:
        raise BrokenRecord(f"{nothing} in {name} has a 0, which counts nothing")
    if _names_no_day(rule):
        raise BrokenRecord(f"{name} names no day that exists (BYMONTH and BYMONTHDAY)")
    if _names_no_position(rule):
        raise BrokenRecord(f"{name} names no date: BYSETPOS counts further than a period of FREQ has times")


def _check_calendar(rule: Any, name: str) -> None:
    """Take the default values of RFC 7529 out of a rule, which the library does not know. Raises: BrokenRecord."""
    to_ical: Callable[[], bytes] | None = getattr(rule, "to_ical", None)
    found = OTHER_CALENDAR.search(to_ical().decode() if to_ical else str(rule))
    if found:
        raise BrokenRecord(f"{shortened(found[0])} in {name}: only dates of the Gregorian calendar are read")
    if isinstance(rule, dict):
        for part in DEFAULT_PARTS:
            rule.pop(part, None)


def _check_number(rule: Any, name: str) -> None:
    """A rule that the library cannot read stands for one date, unless that is for a number beyond RFC 5545's.

    Raises: BrokenRecord.
    """
    number = next(
        (one for one in NUMBER.findall(str(rule)) if len(one) > len(str(MAX_NUMBER)) or int(one) > MAX_NUMBER), ""
    )
    if number:
        raise BrokenRecord(f"the number {shortened(number)} in {name}, at most {MAX_NUMBER:,}")


def _names_no_day(rule: Mapping[str, Any]) -> bool:
    """Whether it is a rule like the 30th of February: the library looks for one up to the year 9999."""
    try:
        months, days = ([abs(int(str(one))) for one in rule.get(name, [])] for name in ("BYMONTH", "BYMONTHDAY"))
        return bool(days) and all(day > monthrange(LEAP_YEAR, month)[1] for month in months or [1] for day in days)
    except ValueError:
        return False


def _names_no_position(rule: Mapping[str, Any]) -> bool:
    """Whether it is a rule like the third second of each second: the library looks for one second by second."""
    frequency = str(next(iter(rule.get("FREQ", [])), "")).upper()
    parts = SET_PARTS.get(frequency)
    positions = [abs(one) for one in rule.get("BYSETPOS", []) if isinstance(one, int)]
    if parts is None or not positions:
        return False
    return min(positions) > prod(len(set(map(str, rule.get(name, [])))) or 1 for name in parts)


def bound_rules(rules: list[Any], begin: datetime, end: datetime, exceptions: int) -> None:
    """Let every rule end soon after `end`, and count its dates: at most `exceptions` more than a listing may have.

    `rules` are those of recurring_ical_events, changed in place. Raises: BrokenRecord.
    """
    for place, rule in enumerate(rules):
        if isinstance(rule, rrule):
            rules[place] = _ending(rule, end + WINDOW_MARGIN)
            _count(rules[place], begin, end, exceptions)


def _ending(rule: Any, last: datetime) -> Any:
    """The same rule until `last` at most; a rule that never matches would go on to the year 9999."""
    until = last if rule._dtstart.tzinfo else last.replace(tzinfo=None)
    if rule._until is not None and rule._until <= until:
        return rule
    with warnings.catch_warnings():
        # COUNT beside UNTIL is not in the standard, and is understood
        warnings.simplefilter("ignore", DeprecationWarning)
        found = rule.replace(until=until)
    found.until, found.string = rule.until, rule.string
    return found


def _count(rule: Any, begin: datetime, end: datetime, exceptions: int) -> None:
    past = kept = 0
    first, last = (one if rule._dtstart.tzinfo else one.replace(tzinfo=None) for one in (begin, end))
    for moment in rule:
        if moment > last:
            return
        if moment < first:
            past += 1
            at_most(MAX_PAST_DATES, past, "or more dates by RRULE that are over")
        else:
            kept += 1
            at_most(MAX_OCCURRENCES + exceptions, kept, "or more dates by RRULE")


def attribute(value: Any, name: str) -> Any:
    """An attribute of a parsed property, None when it lacks it or when the property is broken."""
    try:
        return getattr(value, name, None)
    except ValueError:
        return None


def listed(event: Event, name: str) -> int:
    """How many dates a property such as EXDATE lists."""
    return sum(len(attribute(one, "dts") or []) or 1 for one in every(event.get(name)))


def every(value: Any) -> list[Any]:
    """The values of a property that may be given several times."""
    return value if isinstance(value, list) else [] if value is None else [value]
