"""schema.org's `eventSchedule`: dates by rule, written apart from the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Literal

from dateutil import rrule

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES, Occurrence
from include.sources.base import Reading
from include.sources.text.moments import read_time
from include.sources.text.times import read_span
from include.untrusted.bounds import MAX_NUMBER, at_most, shortened

# dateutil: 1 monthly, 2 weekly, 3 daily
FREQUENCIES: dict[str, tuple[Literal[1, 2, 3], int]] = {
    "P1D": (3, 1),
    "P1W": (2, 1),
    "P2W": (2, 2),
    "P1M": (1, 1),
}
DAYS = {"Monday": rrule.MO, "Tuesday": rrule.TU, "Wednesday": rrule.WE, "Thursday": rrule.TH, "Friday": rrule.FR,
        "Saturday": rrule.SA, "Sunday": rrule.SU}  # fmt: skip
MAX_SCHEDULES = 100
"""Schedules of one event."""
MAX_PAST_DATES = 50_000
"""Dates of an event's schedules before those that are kept."""
PAST = timedelta(days=7)


def scheduled(value: Any, reading: Reading) -> list[Occurrence]:
    """The dates of one or more `Schedule` nodes, from a week ago to the horizon.

    Raises: BrokenRecord when there are more schedules, or more dates, than an event has.
    """
    every = value if isinstance(value, list) else [value]
    at_most(MAX_SCHEDULES, len(every), "eventSchedule entries")
    nodes = (node for node in every if isinstance(node, Mapping) and str(node.get("repeatFrequency")) in FREQUENCIES)
    found: list[Occurrence] = []
    for number, date in enumerate(date for node in nodes for date in _dates(node, reading)):
        at_most(MAX_PAST_DATES, number, "or more dates by eventSchedule that are over")
        found += [date] if date else []
        at_most(MAX_OCCURRENCES, len(found), "or more dates by eventSchedule")
    return found


def _dates(node: Mapping[str, Any], reading: Reading) -> Iterator[Occurrence | None]:
    """The dates of one schedule; None for each that is over or left out."""
    first = read_time(node.get("startDate"), reading.zone)
    if first is None:
        return
    frequency, interval = FREQUENCIES[str(node["repeatFrequency"])]
    last = read_time(node.get("endDate"), reading.zone)
    horizon = reading.now + reading.horizon
    until = min(last.at + timedelta(days=1), horizon) if last else horizon
    rule = rrule.rrule(
        frequency, interval=interval, dtstart=first.at.astimezone(reading.zone).replace(tzinfo=None),
        until=until.astimezone(reading.zone).replace(tzinfo=None), byweekday=_days(node),
    )  # fmt: skip
    except_dates = {str(one)[:10] for one in _list(node.get("exceptDate"))}
    since = reading.now - PAST
    for day in islice(rule, _count(node)):
        if day.date() < since.date() - timedelta(days=1) or f"{day:%Y-%m-%d}" in except_dates:
            yield None
            continue
        found = read_span(_at(day, node.get("startTime")), _at(day, node.get("endTime")), reading.zone)
        yield found if found and found.starts_at >= since else None


def _count(node: Mapping[str, Any]) -> int | None:
    """How often it happens in all; None when the schedule does not say. Raises: BrokenRecord for an absurd number."""
    count = str(node.get("repeatCount") or "")
    if not count.isdecimal():
        return None
    if len(count) > len(str(MAX_NUMBER)) or int(count) > MAX_NUMBER:
        raise BrokenRecord(f"repeatCount: {shortened(count)}, at most {MAX_NUMBER:,}")
    return int(count)


def _days(node: Mapping[str, Any]) -> list[rrule.weekday] | None:
    names = (str(one).rsplit("/", 1)[-1] for one in _list(node.get("byDay")))
    return [DAYS[name] for name in names if name in DAYS] or None


def _at(day: datetime, clock: Any) -> str:
    return (
        f"{day:%Y-%m-%d}T{clock}"
        if clock
        else f"{day:%Y-%m-%d}"
        if day.time() == datetime.min.time()
        else day.isoformat()
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
