"""The dates of a calendar entry: recurrence expanded, exceptions and changed instances applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
import x_wr_timezone  # type: ignore[import-untyped]
from icalendar import Calendar, Event

from include.errors import BrokenRecord
from include.listing import Occurrence
from include.sources.base import Reading
from include.sources.status import status_of
from include.sources.times import span_of_dates

PAST = timedelta(days=7)
"""How far back the dates of a series are kept."""
MOST = 400
"""Dates of one listing, at most: an hourly rule is a mistake."""
STEPS = 200_000
"""Steps of a rule from its start to the horizon, at most: a rule by the second, or since the year 1, is a mistake."""
UNITS = {"SECONDLY": timedelta(seconds=1), "MINUTELY": timedelta(minutes=1), "HOURLY": timedelta(hours=1)}
REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID")


def occurrences(calendar: Calendar, masters: list[Event], reading: Reading) -> list[Occurrence]:
    """All dates of a series from a week ago to the horizon; a single entry's date whenever it is.

    A series that is over keeps its first date. Raises: BrokenRecord when there is no readable start.
    """
    repeating = any(event.get(key) is not None for event in calendar.walk("VEVENT") for key in REPEATING)
    found = list(_expanded(calendar, reading)) if repeating else []
    found = found or [one for one in (_of(event, reading.zone) for event in _standardised(calendar, masters)) if one]
    if not found:
        raise BrokenRecord("the entry has no readable start")
    unique = {one.starts_at: one for one in found}
    return [unique[start] for start in sorted(unique)][:MOST]


def attribute(value: Any, name: str) -> Any:
    """An attribute of a parsed property, None when it lacks it or when the property is broken."""
    try:
        return getattr(value, name, None)
    except ValueError:
        return None


def _expanded(calendar: Calendar, reading: Reading) -> Iterator[Occurrence]:
    begin, end = reading.now - PAST, reading.now + reading.horizon
    if not all(_bounded(event, end) for event in calendar.walk("VEVENT")):
        return
    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        for event in query.between(begin, end)[:MOST]:
            found = _of(event, reading.zone)
            if found:
                yield found
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return


def _bounded(event: Any, end: datetime) -> bool:
    """Whether the rules of an entry reach `end` in so few steps that they are worth taking."""
    start, rules = _moment(event, "DTSTART"), event.get("RRULE")
    if start is None or rules is None:
        return True
    units = [UNITS.get(name, timedelta(days=1)) for name in _frequencies(rules)]
    length = end.date() - date(start.year, start.month, start.day)
    return all(length / unit <= STEPS for unit in units)


def _frequencies(rules: Any) -> list[str]:
    every = rules if isinstance(rules, list) else [rules]
    return [str(name).upper() for rule in every if isinstance(rule, Mapping) for name in rule.get("FREQ", [])]


def _standardised(calendar: Calendar, masters: list[Event]) -> list[Event]:
    """The entries with the calendar's X-WR-TIMEZONE applied to floating times."""
    try:
        standard = x_wr_timezone.to_standard(calendar)
    except (ValueError, TypeError, KeyError, AttributeError):
        return masters
    events = [one for one in standard.walk("VEVENT") if isinstance(one, Event)]
    return [one for one in events if one.get("RECURRENCE-ID") is None] or events or masters


def _of(event: Event, zone: ZoneInfo) -> Occurrence | None:
    start, end = _moment(event, "DTSTART"), _end(event)
    if start is None:
        return None
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if isinstance(end, date) and not isinstance(end, datetime) else None
        found = span_of_dates(start, last, zone)
    else:
        begins, ends = _aware(start, zone), _aware(end, zone) if isinstance(end, datetime) else None
        found = Occurrence(starts_at=begins, ends_at=ends if ends and ends > begins else None)
    found.cancelled = status_of(event.get("STATUS", "")) == "cancelled"
    return found


def _moment(event: Event, key: str) -> Any:
    value = event.get(key)
    value = value[0] if isinstance(value, list) and value else value
    moment = attribute(value, "dt")
    return moment if isinstance(moment, date) else None


def _end(event: Event) -> Any:
    end = _moment(event, "DTEND")
    if end is not None:
        return end
    start, length = _moment(event, "DTSTART"), attribute(event.get("DURATION"), "dt")
    return start + length if start is not None and isinstance(length, timedelta) else None


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
