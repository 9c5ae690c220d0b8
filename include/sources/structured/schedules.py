"""schema.org's `eventSchedule`: dates by rule, written apart from the start."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil import rrule

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES, Occurrence
from include.sources.base import Reading
from include.sources.fields.durations import read_duration
from include.sources.fields.moments import PublishedTime, read_time
from include.sources.fields.times import read_span
from include.sources.fields.zones import known_zone
from include.untrusted.bounds import MAX_NUMBER, at_most, shortened
from include.untrusted.left_out import leave_out, some

Frequency = Literal[0, 1, 2, 3]
# dateutil: 0 yearly, 1 monthly, 2 weekly, 3 daily
UNIT_FREQUENCIES: dict[str, Frequency] = {"Y": 0, "M": 1, "W": 2, "D": 3}
NAMED_INTERVALS = {
    "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M", "yearly": "P1Y",
    "annually": "P1Y",
}  # fmt: skip
INTERVAL = re.compile(r"P(?P<number>\d{1,4})(?P<unit>[YMWD])(?:T0[HMS])?", re.IGNORECASE)
DAYS = {"monday": rrule.MO, "tuesday": rrule.TU, "wednesday": rrule.WE, "thursday": rrule.TH, "friday": rrule.FR,
        "saturday": rrule.SA, "sunday": rrule.SU}  # fmt: skip
COUNT = re.compile(r"\+?[0-9]{1,19}")
NUMBER = re.compile(r"[+-]?[0-9]{1,2}")
PUBLIC_HOLIDAYS = "publicholidays"
"""What schema.org counts among the days of the week, and no calendar knows of every place."""
DAY = re.compile(r"(?P<nth>[+-]?[1-5])?(?P<day>[a-z]{2,9}?)s?", re.IGNORECASE)
LEAP_YEAR = 2024
MAX_SCHEDULES = 100
"""Schedules of one event."""
MAX_LISTED = 1_000
"""Days, months or left-out dates that one schedule lists."""
MAX_PAST_DATES = 50_000
"""Dates of an event's schedules before those that are kept."""
PAST_DAYS_READ = timedelta(days=7)


def scheduled(
    value: Any, reading: Reading, event: Mapping[str, Any] | None = None, left_out: list[str] | None = None
) -> list[Occurrence]:
    """The dates of one or more `Schedule` nodes, from a week ago to the horizon. `event` fills what they leave open.

    A schedule that cannot be read is left out, with its reason in `left_out`. Raises: BrokenRecord when none can be, or
    when there are more schedules, or more dates, than an event has.
    """
    every = value if isinstance(value, list) else [value]
    at_most(MAX_SCHEDULES, len(every), "eventSchedule entries")
    reasons = [] if left_out is None else left_out
    nodes, steps = [node for node in every if isinstance(node, Mapping)], count()
    found = some(
        reasons, "eventSchedule", nodes, lambda node: _bounded(_dates(node, event or {}, reading, reasons), steps)
    )
    dates = [one for schedule in found for one in schedule]
    at_most(MAX_OCCURRENCES, len(dates), "dates by eventSchedule")
    return dates


def _bounded(days: Iterable[Occurrence | None], steps: Iterator[int]) -> list[Occurrence]:
    """The dates of one schedule; `steps` counts those of all. Raises: BrokenRecord when they are too many."""
    found: list[Occurrence] = []
    for number, one in enumerate(days):
        at_most(MAX_PAST_DATES, number, "or more dates by eventSchedule that are over")
        at_most(2 * MAX_PAST_DATES, next(steps), "or more dates by all of eventSchedule that are over")
        found += [one] if one else []
        at_most(MAX_OCCURRENCES, len(found), "or more dates by eventSchedule")
    return found


def _dates(
    node: Mapping[str, Any], event: Mapping[str, Any], reading: Reading, left_out: list[str]
) -> Iterator[Occurrence | None]:
    """The dates of one schedule; None for each that is over or left out."""
    stated = known_zone(str(node.get("scheduleTimezone") or ""))
    zone = stated if isinstance(stated, ZoneInfo) and not reading.ignore_zones else reading.zone
    first = read_time(node.get("startDate") or event.get("startDate"), zone)
    if first is None:
        return
    rule = _rule(node, first, _last(node, first, zone), zone, reading)
    excepted = _excepted(node, zone, left_out)
    since = reading.now - PAST_DAYS_READ
    for day in islice(rule, _count(node)):
        if day.date() < since.date() - timedelta(days=1) or day.date() in excepted:
            yield None
            continue
        found = _occurrence(day, node, zone, reading)
        yield found if found and found.starts_at >= since else None


def _rule(
    node: Mapping[str, Any], first: PublishedTime, last: PublishedTime | None, zone: ZoneInfo, reading: Reading
) -> Iterator[datetime]:
    """The starts of a schedule as local times; the one start where nothing repeats."""
    start = first.at.astimezone(zone).replace(tzinfo=None)
    days, weeks = _days(node), _numbers(node, "byMonthWeek", 5)
    interval = _interval(node, repeats=bool(days))
    if interval is None:
        return iter([start])
    frequency, number = interval
    months, month_days = _numbers(node, "byMonth", 12, smallest=1), _numbers(node, "byMonthDay", 31)
    if (weeks or month_days) and frequency > 1:
        frequency, number = 1, 1
    _check_days(months, month_days)
    if frequency == 0 and (days or month_days) and not months:
        months = [start.month]
    return iter(
        rrule.rrule(
            frequency, interval=number, dtstart=start, until=_until(last, zone, reading), bymonth=months or None,
            byweekday=[day(week) for day in days for week in weeks] if weeks and days else days or None,
            bymonthday=month_days or None,
        )
    )  # fmt: skip


def _check_days(months: list[int], month_days: list[int]) -> None:
    """Raises: BrokenRecord for the 30th of February, which the library would seek up to the year 9999."""
    longest = max((monthrange(LEAP_YEAR, month)[1] for month in months), default=31)
    if month_days and min(map(abs, month_days)) > longest:
        raise BrokenRecord("eventSchedule names no day that exists (byMonth and byMonthDay)")


def _last(node: Mapping[str, Any], first: PublishedTime, zone: ZoneInfo) -> PublishedTime | None:
    """The last day that a schedule states, or None.

    Raises: BrokenRecord for one that cannot be read, with which it would run on, and for one before its first.
    """
    written = node.get("endDate")
    last = read_time(written, zone)
    if last is None and written not in (None, ""):
        raise BrokenRecord(f"endDate of eventSchedule: {shortened(str(written))} is no date")
    if last and last.at.astimezone(zone).date() < first.at.astimezone(zone).date():
        raise BrokenRecord(f"endDate of eventSchedule: {last.at:%Y-%m-%d}, before its startDate {first.at:%Y-%m-%d}")
    return last


def _until(last: PublishedTime | None, zone: ZoneInfo, reading: Reading) -> datetime:
    """The last local time of a rule: `endDate` is the last day, not the first after it."""
    horizon = (reading.now + reading.horizon).astimezone(zone).replace(tzinfo=None)
    if last is None:
        return horizon
    local = last.at.astimezone(zone).replace(tzinfo=None)
    whole_day = last.date_only or local.time() == time.min
    return min(datetime.combine(local.date(), time.max) if whole_day else local, horizon)


def _interval(node: Mapping[str, Any], *, repeats: bool) -> tuple[Frequency, int] | None:
    """Unit and number of `repeatFrequency`; weekly where days of the week alone are given, None where nothing is."""
    written = str(node.get("repeatFrequency") or ("P1W" if repeats else "")).strip()
    match = INTERVAL.fullmatch(NAMED_INTERVALS.get(written.rsplit("/", 1)[-1].lower(), written))
    number = int(match["number"]) if match else 0
    if match is None or number == 0:
        return None
    unit = match["unit"].upper()
    # 7 days are a week, in which BYDAY has its meaning
    return (UNIT_FREQUENCIES["W"], number // 7) if unit == "D" and number % 7 == 0 else (UNIT_FREQUENCIES[unit], number)


def _days(node: Mapping[str, Any]) -> list[rrule.weekday]:
    """Days of the week: `https://schema.org/Monday`, `Monday`, `MO`, `MO,WE`, `1MO`. Raises: BrokenRecord."""
    words = [re.split(r"[/:]", word)[-1] for word in _words(node, "byDay")]
    weekdays = [word for word in words if word.lower() != PUBLIC_HOLIDAYS]  # beside days of the week
    return [day for word in weekdays or words for day in _days_in(word)]


def _days_in(word: str) -> list[rrule.weekday]:
    match = DAY.fullmatch(word)
    every = [day for name, day in DAYS.items() if match and name.startswith(match["day"].lower())]
    if match is None or not every:
        raise BrokenRecord(f"byDay: {shortened(word)} is no day of the week")
    return [day(int(match["nth"])) if match["nth"] else day for day in every]


def _numbers(node: Mapping[str, Any], key: str, largest: int, smallest: int | None = None) -> list[int]:
    """Numbers up to `largest` without 0; from `smallest`, or else from -`largest`: -1 is the last.

    Raises: BrokenRecord for any other: without it the schedule would name more days than its source does.
    """
    return [_number(word, key, largest, smallest or -largest) for word in _words(node, key)]


def _number(word: str, key: str, largest: int, smallest: int) -> int:
    number = int(_whole(word)) if NUMBER.fullmatch(_whole(word)) else 0
    if number == 0 or not smallest <= number <= largest:
        from_the_end = f", or -1 to {smallest}" if smallest < 0 else ""
        raise BrokenRecord(f"{key}: {shortened(word)}, numbers from 1 to {largest}{from_the_end}")
    return number


def _whole(number: str) -> str:
    """A written number without the ".0" that JSON writes behind a whole one."""
    return number.removesuffix(".0")


def _words(node: Mapping[str, Any], key: str) -> list[str]:
    """What a list names, by commas too; an empty one names nothing."""
    every = (one.get("@id", one) if isinstance(one, Mapping) else one for one in _list(node, key) if one is not None)
    return [word.strip() for one in every for word in str(one).split(",") if word.strip()]


def _excepted(node: Mapping[str, Any], zone: ZoneInfo, left_out: list[str]) -> set[date]:
    """The local days on which it does not happen."""
    written = _list(node, "exceptDate")
    found = [one for one in (read_time(one, zone) for one in written) if one]
    if len(found) < len(written):
        leave_out(left_out, "eventSchedule", BrokenRecord(f"{len(written) - len(found)} of exceptDate are no dates"))
    return {one.at.astimezone(zone).date() for one in found}


def _count(node: Mapping[str, Any]) -> int | None:
    """How often it happens in all; None where the schedule states no number.

    Raises: BrokenRecord for anything but a number from 1: a schedule of none, or of a number that nobody can read,
    would run on.
    """
    written = node.get("repeatCount")
    if written is None or written == "":
        return None
    count = _whole(str(written).strip())
    if not COUNT.fullmatch(count) or not 1 <= int(count) <= MAX_NUMBER:
        raise BrokenRecord(f"repeatCount: {shortened(count)}, from 1 to {MAX_NUMBER:,}")
    return int(count)


def _occurrence(day: datetime, node: Mapping[str, Any], zone: ZoneInfo, reading: Reading) -> Occurrence | None:
    found = read_span(
        _at(day, node.get("startTime")), _at(day, node.get("endTime")), zone, ignore_zones=reading.ignore_zones
    )
    length = read_duration(node.get("duration"))
    if found and not found.date_only and not node.get("endTime"):
        found.ends_at = found.starts_at + length if length else None
    return found


def _at(day: datetime, clock: Any) -> str:
    if clock:
        return f"{day:%Y-%m-%d}T{clock}"
    return f"{day:%Y-%m-%d}" if day.time() == time.min else day.isoformat()


def _list(node: Mapping[str, Any], key: str) -> list[Any]:
    value = node.get(key)
    every = value if isinstance(value, list) else [] if value is None else [value]
    at_most(MAX_LISTED, len(every), f"values of {key}")
    return every
