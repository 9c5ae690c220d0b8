"""Start times in every form that publishers write them in.

What counts as known: an aware instant, or a local date marked as date-only. A naive time is read in the zone that the
caller gives (the area's, or the calendar's own). A date-only start is local midnight; a date-only end is 23:59 of the
last day, so that both its local date and a comparison with "now" come out right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from dateutil import parser as dateutil_parser

from include.errors import BrokenRecord
from include.listing import Occurrence
from include.understand.text.patterns import bounded
from include.untrusted.bounds import MAX_OFFSET

ISO = bounded(
    r"""^\s*(?P<year>\d{4})(?:-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<mm>\d{2})(?P<dd>\d{2}))
    (?:[T\s]{1,3}(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?::\d{2})?
       (?:[.,](?P<fraction>\d{1,20}))?
       \s*(?P<offset>Z|UTC|GMT|[+-][\d.:]{1,12})?
    )?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
OFFSET = re.compile(r"^(?P<sign>[+-])(?P<hours>\d{1,2}?)(?P<part>\.\d+)?(?::?(?P<minutes>\d{2}))?(?::?\d{2})?$")
STAMP = re.compile(r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}\.(?!0+(?:\D|$))\d{4,}")
MAX_TIME_CHARS = 200
"""What is longer is no time but a text, with or without times in it."""
LAST_MINUTE = time(23, 59)
HALF_DAY = timedelta(hours=12)
MIN_DURATION, MAX_DURATION = timedelta(minutes=30), timedelta(hours=8)
"""What a happening of one evening lasts."""
SMALL_HOURS, LATE = time(6), time(21)
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class PublishedTime:
    """A point in time: an aware `at`; `date_only` when only the local date is known."""

    at: datetime
    date_only: bool = False


def is_stamp(value: object) -> bool:
    """Whether `value` carries a fraction of a second: the clock of the publisher's program, not a start time."""
    return isinstance(value, str) and STAMP.match(value) is not None


def read_time(value: Any, zone: tzinfo) -> PublishedTime | None:
    """The time that `value` (ISO 8601 in the wild, epoch seconds, date, datetime, or prose with a year) stands for.

    Returns None for what is empty, absurd (the year 1, an offset of 23 hours), longer than MAX_TIME_CHARS or a
    program's time stamp.
    """
    found = _written(value, zone)
    return found if found and found.at.year in YEARS and real_offset(found.at) else None


def real_offset(moment: datetime) -> bool:
    """Whether a time is as far from UTC as a clock can be."""
    try:
        return abs(moment.utcoffset() or timedelta()) <= MAX_OFFSET
    except ValueError:  # a day or more
        return False


def _written(value: Any, zone: tzinfo) -> PublishedTime | None:
    """The time as written, in any year and with any offset."""
    if isinstance(value, datetime):
        return PublishedTime(value if value.tzinfo else value.replace(tzinfo=zone))
    if isinstance(value, date):
        return PublishedTime(datetime.combine(value, time.min, tzinfo=zone), date_only=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > MAX_TIME_CHARS or is_stamp(value):
        return None
    match = ISO.match(value)
    return _iso(match, zone) if match else _prose(value, zone)


def read_span(start: Any, end: Any, zone: tzinfo) -> Occurrence | None:
    """The occurrence between two values as published, or None when the start is unknown.

    A span from midnight to midnight (or 23:59), of the zone or of UTC, is a date in disguise. An end that is not after
    the start is read as the slip that it is ("8 pm to 11 am", "9 pm to 1 am" of one day), else dropped.
    Raises: BrokenRecord when the start has an offset that no clock has.
    """
    written = _written(start, zone)
    if written and not real_offset(written.at):
        raise BrokenRecord(f"the start {str(start)[:60]!r} is more than 14 hours from UTC")
    begins, ends = read_time(start, zone), read_time(end, zone)
    if begins is None:
        return None
    if not begins.date_only and _whole_days(begins.at, ends.at if ends else None):
        last = ends.at.astimezone(UTC).date() - timedelta(days=1) if ends else None
        return span_of_dates(begins.at.astimezone(UTC).date(), last, zone)
    if begins.date_only or _disguised_date(begins, ends, zone):
        return span_of_dates(begins.at.astimezone(zone).date(), _last_day(ends, zone), zone)
    stop = _end_of(ends, zone)
    if stop and stop < begins.at:
        return _slipped(begins.at.astimezone(zone), stop.astimezone(zone))
    return Occurrence(starts_at=begins.at, ends_at=stop if stop and stop > begins.at else None)


def _slipped(start: datetime, stop: datetime) -> Occurrence:
    """A start and an end before it as they were meant: the wrong half of the day, the next morning, or another date."""
    if stop.date() != start.date():
        ends = datetime.combine(start.date(), stop.timetz())
        return Occurrence(starts_at=start, ends_at=ends if MIN_DURATION <= ends - start <= MAX_DURATION else None)
    if (stop + HALF_DAY).date() == start.date() and MIN_DURATION <= stop + HALF_DAY - start <= MAX_DURATION:
        return Occurrence(starts_at=start, ends_at=stop + HALF_DAY)
    if stop.time() <= SMALL_HOURS and stop + 2 * HALF_DAY - start <= MAX_DURATION:
        return Occurrence(starts_at=start, ends_at=stop + 2 * HALF_DAY)
    if stop.hour == 12 and MIN_DURATION <= stop + HALF_DAY - start <= MAX_DURATION:  # "12 pm" for midnight
        return Occurrence(starts_at=start, ends_at=stop + HALF_DAY)
    if start.time() >= LATE and MIN_DURATION <= stop - (start - HALF_DAY) <= MAX_DURATION:
        return Occurrence(starts_at=start - HALF_DAY, ends_at=stop)
    return Occurrence(starts_at=start)


def span_of_dates(first: date, last: date | None, zone: tzinfo) -> Occurrence:
    """All of the local days from `first` to `last`; a single day has no end."""
    ends = datetime.combine(last, LAST_MINUTE, tzinfo=zone) if last and last > first else None
    return Occurrence(starts_at=datetime.combine(first, time.min, tzinfo=zone), ends_at=ends, date_only=True)


def _epoch(value: float) -> PublishedTime | None:
    seconds = value / 1000 if 1e11 < value < 1e14 else value
    return PublishedTime(datetime.fromtimestamp(seconds, UTC)) if 946_684_800 <= seconds < 4_102_444_800 else None


def _iso(match: re.Match[str], zone: tzinfo) -> PublishedTime | None:
    part = match.groupdict()
    try:
        day = date(int(part["year"]), int(part["month"] or part["mm"]), int(part["day"] or part["dd"]))
        if part["hour"] is None:
            return PublishedTime(datetime.combine(day, time.min, tzinfo=zone), date_only=True)
        clock = time(int(part["hour"]) % 24, int(part["minute"]), min(int(part["second"] or 0), 59))
        offset = _offset(part["offset"], zone)
        overflow = timedelta(days=1 if int(part["hour"]) == 24 else 0)
        return PublishedTime(datetime.combine(day, clock, tzinfo=offset) + overflow)
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    """The zone of an offset: `+0530`, `+05:30`, `Z`, but also `+0` and `+5.5:00`."""
    if text is None:
        return zone
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    match = OFFSET.match(text)
    if match is None:
        raise ValueError(text)
    hours = int(match["hours"]) + float(match["part"] or 0)
    ahead = min(timedelta(hours=hours, minutes=int(match["minutes"] or 0)), timedelta(hours=23, minutes=59))
    if not ahead:
        return UTC
    return timezone(-ahead if match["sign"] == "-" else ahead)


def _prose(value: str, zone: tzinfo) -> PublishedTime | None:
    """A written-out time, only when nothing of the date has to be guessed."""
    if not re.search(r"\b\d{4}\b", value) or not re.search(r"\d{1,2}\D+\d{4}|\d{4}\D+\d", value):
        return None
    try:
        # read twice with different defaults: what differs was not in the text
        one, two = (
            dateutil_parser.parse(value, dayfirst=True, default=datetime(2000, guess, guess))  # noqa: DTZ001
            for guess in (1, 2)
        )
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError, ArithmeticError):
        return None
    if one.date() != two.date():
        return None
    dated = not re.search(r"\d:\d{2}|\d\s*[ap]\.?m", value, re.IGNORECASE)
    return PublishedTime(one if one.tzinfo else one.replace(tzinfo=zone), date_only=dated)


def _disguised_date(begins: PublishedTime, ends: PublishedTime | None, zone: tzinfo) -> bool:
    if begins.at.astimezone(zone).time() != time.min:
        return False
    stop = None if ends is None or ends.at <= begins.at else ends.at.astimezone(zone).time().replace(second=0)
    return stop in (None, time.min, LAST_MINUTE)


def _whole_days(begins: datetime, ends: datetime | None) -> bool:
    """Whether it lasts from midnight to midnight in UTC: dates that a program took for instants."""
    if begins.astimezone(UTC).time() != time.min:
        return False
    if ends is None:
        return begins.tzinfo is UTC
    return ends > begins and not (ends - begins) % timedelta(days=1)


def _last_day(ends: PublishedTime | None, zone: tzinfo) -> date | None:
    if ends is None:
        return None
    local = ends.at.astimezone(zone)
    exclusive = not ends.date_only and local.time() == time.min
    return local.date() - timedelta(days=1 if exclusive else 0)


def _end_of(ends: PublishedTime | None, zone: tzinfo) -> datetime | None:
    if ends is None:
        return None
    return datetime.combine(ends.at.astimezone(zone).date(), LAST_MINUTE, tzinfo=zone) if ends.date_only else ends.at
