"""Rules of exception (EXRULE, RFC 2445): the library does not know them, so they are written out as single dates."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Event

from include.errors import BrokenRecord
from include.sources.calendar.rules import MAX_LISTED_DATES, MAX_PAST_DATES, WINDOW_MARGIN, attribute, every
from include.untrusted.bounds import at_most


def exclude_by_rules(event: Event, begin: datetime, end: datetime) -> None:
    """Add the dates of the entry's EXRULEs that lie around `begin` to `end` to its EXDATEs.

    Raises: BrokenRecord when a rule cannot be read, since without it dates would be shown that were taken out, or when
    it has too many dates.
    """
    rules, start = every(event.get("EXRULE")), attribute(event.get("DTSTART"), "dt")
    if not rules or not isinstance(start, date):
        return
    moments = [moment for rule in rules for moment in _moments(rule, start, begin, end)]
    at_most(MAX_LISTED_DATES, len(moments), "dates by EXRULE")
    if moments:
        event.add("EXDATE", moments if isinstance(start, datetime) else [moment.date() for moment in moments])


def _moments(rule: Any, start: date, begin: datetime, end: datetime) -> list[datetime]:
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    since, until = begin - WINDOW_MARGIN, end + WINDOW_MARGIN
    if first.tzinfo is None:
        since, until = since.replace(tzinfo=None), until.replace(tzinfo=None)
    found: list[datetime] = []
    try:
        for number, moment in enumerate(rrulestr(rule.to_ical().decode(), dtstart=first)):
            at_most(MAX_PAST_DATES, number, "or more dates by EXRULE")
            if moment > until:
                break
            if moment >= since:
                found.append(moment)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BrokenRecord(f"EXRULE cannot be read: {error}") from error
    return found
