"""Spans of time, from a start and an end as publishers write them (`moments`).

What counts as known: an aware instant, or a local date marked as date-only. A date-only start is local midnight; a
date-only end is 23:59 of the last day, so that both its local date and a comparison with "now" come out right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from include.errors import BrokenRecord
from include.listing import Occurrence
from include.sources.fields.intervals import read_interval
from include.sources.fields.moments import PublishedTime, as_written, read_time, real_offset

LAST_MINUTE = time(23, 59)
HALF_DAY = timedelta(hours=12)
MIN_DURATION, MAX_DURATION = timedelta(minutes=30), timedelta(hours=8)
"""What a happening of one evening lasts."""
SMALL_HOURS, LATE = time(6), time(21)


def read_span(start: Any, end: Any, zone: tzinfo, *, ignore_zones: bool = False) -> Occurrence | None:
    """The occurrence between two values as published, or None when the start is unknown.

    A span from midnight to midnight (or 23:59), of the zone or of UTC, is a date in disguise. An end that is not after
    the start is read as the slip that it is ("8 pm to 11 am", "9 pm to 1 am" of one day), else dropped. A start may
    hold the whole span (`2026-03-07/2026-03-09`); an end beside it comes first. With
    `ignore_zones` the clocks are those of `zone`, whatever zone or offset stands beside them.
    Raises: BrokenRecord when the start has an offset that no clock has.
    """
    if interval := read_interval(start, zone):
        start, end = interval[0], end or interval[1]
    written = as_written(start, zone)
    if written and not real_offset(written.at):
        raise BrokenRecord(f"the start {str(start)[:60]!r} is more than 14 hours from UTC")
    begins, ends = (
        _of_zone(one, zone) if ignore_zones else one for one in (read_time(start, zone), read_time(end, zone))
    )
    if begins is None:
        return None
    if not begins.date_only and _whole_days(begins.at, ends.at if ends else None):
        last = (ends.at.astimezone(UTC) - timedelta(minutes=1)).date() if ends else None
        return span_of_dates(begins.at.astimezone(UTC).date(), last, zone)
    if begins.date_only or _disguised_date(begins, ends, zone):
        return span_of_dates(begins.at.astimezone(zone).date(), _last_day(ends, zone), zone)
    stop = _end_of(ends, zone)
    if stop and stop < begins.at:
        return _slipped(begins.at.astimezone(zone), stop.astimezone(zone))
    return Occurrence(starts_at=begins.at, ends_at=stop if stop and stop > begins.at else None)


def _of_zone(when: PublishedTime | None, zone: tzinfo) -> PublishedTime | None:
    return replace(when, at=when.at.replace(tzinfo=zone)) if when else None


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


def _disguised_date(begins: PublishedTime, ends: PublishedTime | None, zone: tzinfo) -> bool:
    if begins.at.astimezone(zone).time() != time.min:
        return False
    stop = (
        None
        if ends is None or ends.at <= begins.at
        else ends.at.astimezone(zone).time().replace(second=0, microsecond=0)
    )
    return stop in (None, time.min, LAST_MINUTE)


def _whole_days(begins: datetime, ends: datetime | None) -> bool:
    """Whether it lasts from midnight to midnight (or 23:59) in UTC: dates that a program took for instants."""
    if begins.astimezone(UTC).time() != time.min:
        return False
    if ends is None:
        return begins.tzinfo is UTC
    return ends > begins and ends.astimezone(UTC).time().replace(second=0, microsecond=0) in (time.min, LAST_MINUTE)


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
