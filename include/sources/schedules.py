"""schema.org's `eventSchedule`: dates by rule, written apart from the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Literal

from dateutil import rrule

from include.listing import Occurrence
from include.sources.base import Reading
from include.sources.times import read_span, read_time

# dateutil: 1 monthly, 2 weekly, 3 daily
FREQUENCIES: dict[str, tuple[Literal[1, 2, 3], int]] = {
    "P1D": (3, 1),
    "P1W": (2, 1),
    "P2W": (2, 2),
    "P1M": (1, 1),
}
DAYS = {"Monday": rrule.MO, "Tuesday": rrule.TU, "Wednesday": rrule.WE, "Thursday": rrule.TH, "Friday": rrule.FR,
        "Saturday": rrule.SA, "Sunday": rrule.SU}  # fmt: skip
MOST = 400


def scheduled(value: Any, reading: Reading) -> Iterator[Occurrence]:
    """The dates of one or more `Schedule` nodes, from a week ago to the horizon."""
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, Mapping) and str(node.get("repeatFrequency")) in FREQUENCIES:
            yield from _dates(node, reading)


def _dates(node: Mapping[str, Any], reading: Reading) -> Iterator[Occurrence]:
    first = read_time(node.get("startDate"), reading.zone)
    if first is None:
        return
    frequency, interval = FREQUENCIES[node["repeatFrequency"]]
    last = read_time(node.get("endDate"), reading.zone)
    horizon = reading.now + reading.horizon
    until = min(last.at + timedelta(days=1), horizon) if last else horizon
    rule = rrule.rrule(
        frequency, interval=interval, dtstart=first.at.astimezone(reading.zone).replace(tzinfo=None),
        until=until.astimezone(reading.zone).replace(tzinfo=None), byweekday=_days(node), count=None,
    )  # fmt: skip
    except_dates = {str(one)[:10] for one in _list(node.get("exceptDate"))}
    since = reading.now - timedelta(days=7)
    for day in islice(rule, _most(node)):
        found = read_span(_at(day, node.get("startTime")), _at(day, node.get("endTime")), reading.zone)
        if found and found.starts_at >= since and f"{day:%Y-%m-%d}" not in except_dates:
            yield found


def _most(node: Mapping[str, Any]) -> int:
    count = str(node.get("repeatCount") or "")
    return min(int(count), MOST) if count.isdigit() else MOST


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
