"""The dates of a calendar entry: recurrence expanded, exceptions and changed instances applied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events  # type: ignore[import-untyped]
from icalendar import Calendar, Event

from include.errors import BrokenRecord, NotAnEvent
from include.listing import Occurrence
from include.sources.base import Reading
from include.sources.calendar.all_day import whole_days
from include.sources.calendar.exclusions import exclude_by_rules
from include.sources.calendar.ranges import HIDDEN, in_standard_form
from include.sources.calendar.rules import attribute, bound_rules, check_written, end_with_days, listed
from include.sources.fields.many_dates import is_to_come, kept_dates
from include.sources.fields.moments import real_offset
from include.sources.fields.status import status_of
from include.sources.fields.times import span_of_dates
from include.untrusted.bounds import FIRST_YEAR, LAST_YEAR, refusals_explained
from include.untrusted.left_out import leave_out, some

PAST_DAYS_READ = timedelta(days=7)
"""How far back the dates of a series are kept."""
RULES = ("RRULE", "EXRULE")
REPEATING_PROPERTIES = ("RRULE", "RDATE", "RECURRENCE-ID")


def occurrences(calendar: Calendar, masters: list[Event], reading: Reading, left_out: list[str]) -> list[Occurrence]:
    """All dates of a series from a week ago to the horizon; a single entry's date whenever it is.

    A series that is over keeps its first date. A date beyond a bound that it lists, or to which one was moved, is left
    out. Raises: BrokenRecord when there is no readable start, or when there are more dates than a listing has;
    NotAnEvent when no date is left.
    """
    for event in calendar.walk("VEVENT"):
        _drop_absurd_end(event, left_out)
    repeating = any(event.get(key) is not None for event in calendar.walk("VEVENT") for key in REPEATING_PROPERTIES)
    known = len(left_out)
    found, odd = _expanded(calendar, reading, left_out) if repeating else ([], None)
    if not found and len(left_out) > known:  # its first date may be the very one that was moved
        raise BrokenRecord(left_out[known])
    try:
        found = found or list(_first_dates(calendar, masters, reading))
    except NotAnEvent as nothing:
        raise odd or nothing from None
    if not found:
        raise BrokenRecord("the entry has no readable start")
    if odd and not any(is_to_come(one, reading.now) for one in found):
        raise odd
    if odd:
        leave_out(left_out, "occurrences", odd)
    unique = {one.starts_at: one for one in found}
    return kept_dates([unique[start] for start in sorted(unique)], reading.now, left_out, "dates by RRULE and RDATE")


def _first_dates(calendar: Calendar, masters: list[Event], reading: Reading) -> Iterator[Occurrence]:
    """What the entries begin with. Raises: NotAnEvent when their exceptions take that out, too."""
    entries = _standardised(calendar, masters)
    standing = [event for event in entries if not _is_taken_out(event)]
    if entries and not standing:
        raise NotAnEvent("every date of the series is taken out by EXDATE or EXRULE")
    yield from (one for one in (_of(event, reading) for event in standing) if one)


def _expanded(
    calendar: Calendar, reading: Reading, left_out: list[str]
) -> tuple[list[Occurrence], BrokenRecord | None]:
    """The dates of a series, and why its rules are not among them, where one of them is odd.

    What an odd rule would take out nobody knows, and so none of the dates by rule stands: those that are given singly
    do. They go from the entries, too.
    """
    events = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    for event in events:
        _check_years(event, left_out)
    try:
        return _unfolded(calendar, events, reading, left_out), None
    except BrokenRecord as error:
        odd = error
    for event in events:
        for name in RULES:
            event.pop(name, None)
    try:
        return _unfolded(calendar, events, reading, left_out), odd
    except BrokenRecord:
        return [], odd


def _unfolded(calendar: Calendar, events: list[Event], reading: Reading, left_out: list[str]) -> list[Occurrence]:
    begin, end = reading.now - PAST_DAYS_READ, reading.now + reading.horizon
    for event in events:
        check_written(event)
        end_with_days(event)
        exclude_by_rules(event, begin, end)
    exceptions = sum(listed(event, "EXDATE") for event in events)
    found: list[Occurrence | None] = []
    try:
        query = recurring_ical_events.of(in_standard_form(calendar), skip_bad_series=True)
        for series in query.series:
            bound_rules(getattr(series.recurrence, "rrules", []), begin, end, exceptions)
        found += some(left_out, "occurrences", query.between(begin, end), lambda event: _of(event, reading))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        pass  # what the library cannot unfold keeps its first date
    return [one for one in found if one]


def _is_taken_out(event: Event) -> bool:
    """Whether the entry's own start is among its exceptions."""
    try:
        return _moment(event, "DTSTART") in event.exdates
    except (ValueError, TypeError, KeyError, AttributeError):
        return False  # an exception that cannot be read takes nothing out


def _check_years(event: Event, left_out: list[str]) -> None:
    """Note the dates of a series that are beyond all years, where they would not be seen.

    Raises: BrokenRecord when its start is one of them.
    """
    moved = event.get("RECURRENCE-ID") is not None
    for name in ("DTSTART", "RECURRENCE-ID", "RDATE"):
        value = event.get(name)
        for one in value if isinstance(value, list) else [value]:
            for part in attribute(one, "dts") or [one]:
                moment = attribute(part, "dt")
                moment = moment[0] if isinstance(moment, tuple) else moment
                if isinstance(moment, date) and moment.year > LAST_YEAR:
                    error = BrokenRecord(f"{name} lies in the year {moment.year}, not in {FIRST_YEAR}-{LAST_YEAR}")
                    if name == "DTSTART" and not moved:
                        raise error
                    leave_out(left_out, name, error)


def _standardised(calendar: Calendar, masters: list[Event]) -> list[Event]:
    """The entries with the calendar's X-WR-TIMEZONE applied to floating times."""
    try:
        standard = in_standard_form(calendar)
    except (ValueError, TypeError, KeyError, AttributeError):
        return masters
    events = [one for one in standard.walk("VEVENT") if isinstance(one, Event)]
    return [one for one in events if one.get("RECURRENCE-ID") is None] or events or masters


@refusals_explained()
def _of(event: Event, reading: Reading) -> Occurrence | None:
    """The date of one entry; None without a start or of a private one. Raises: BrokenRecord beyond a bound."""
    start, end = _moment(event, "DTSTART"), _end(event)
    if start is None or event.get(HIDDEN) is not None:
        return None
    _check(start, "DTSTART")
    if end is not None:
        _check(end, "DTEND")
    if isinstance(start, datetime) and (days := whole_days(event, start, end, reading)):
        found = span_of_dates(*days, reading.zone)
    elif not isinstance(start, datetime):
        last = end - timedelta(days=1) if isinstance(end, date) and not isinstance(end, datetime) else None
        found = span_of_dates(start, last, reading.zone)
    else:
        begins, ends = _aware(start, reading), _aware(end, reading) if isinstance(end, datetime) else None
        found = Occurrence(starts_at=begins, ends_at=ends if ends and ends > begins else None)
    found.cancelled = status_of(event.get("STATUS", "")) == "cancelled"
    return found


def _drop_absurd_end(event: Any, left_out: list[str]) -> None:
    """Take away an end that is not after the start, from which a series would be unfolded the wrong way round.

    One that is beyond all years too, where the entry is a changed date of a series. Raises: BrokenRecord elsewhere.
    """
    start = _moment(event, "DTSTART")
    try:
        end = _end(event)
    except BrokenRecord as error:
        if event.get("RECURRENCE-ID") is None:
            raise
        leave_out(left_out, "DURATION", error)
        event.pop("DURATION", None)
        return
    try:
        absurd = start is not None and end is not None and end < start
    except TypeError:  # a date and a time, or a time with a zone and one without
        absurd = False
    if absurd:
        for name in ("DTEND", "DURATION"):
            event.pop(name, None)


def _check(moment: date, name: str) -> None:
    """Raises: BrokenRecord when a date is none of our time, or has an offset that no clock has."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise BrokenRecord(f"{name} lies in the year {moment.year}, not in {FIRST_YEAR}-{LAST_YEAR}")
    if isinstance(moment, datetime) and not real_offset(moment):
        raise BrokenRecord(f"{name} is more than 14 hours from UTC")


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
    try:
        return start + length if start is not None and isinstance(length, timedelta) else None
    except OverflowError:
        raise BrokenRecord("DURATION reaches beyond the year 9999") from None


def _aware(moment: datetime, reading: Reading) -> datetime:
    """An instant; a zone that a calendar made for itself is kept as its offset."""
    if moment.tzinfo is None or reading.ignore_zones:
        return moment.replace(tzinfo=reading.zone)
    return (
        moment
        if isinstance(moment.tzinfo, ZoneInfo | timezone)
        else moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))
    )
