"""Times that lie the zone's offset from UTC apart: one was read in UTC and is local, or the reverse."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

MAX_TOLERANCE = timedelta(minutes=45)
"""How far from the exact offset two such times may lie; less where the offset itself is small."""


def zone_offset(local: datetime) -> timedelta:
    """How far a local time is from UTC, in either direction; zero where the zone is UTC."""
    return abs(local.utcoffset() or timedelta())


def is_zone_shift(a: datetime, b: datetime) -> bool:
    """Whether two times of one zone lie about its offset from UTC apart; never where the offset is zero."""
    offset = zone_offset(a)
    return bool(offset) and abs(abs(a - b) - offset) <= tolerance(offset)


def is_clock_of_another_zone(a: datetime, b: datetime, zone: tzinfo) -> bool:
    """Whether two times show the same clock, one in the local zone and one in another: its source named a wrong zone.

    UTC is none of these: either of the two may then be the one that is right.
    """
    offsets = {one.utcoffset() for one in (a, b)}
    others = offsets - {a.astimezone(zone).utcoffset()}
    return len(offsets) == 2 and len(others) == 1 and timedelta() not in offsets and _clock(a) == _clock(b)


def _clock(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def tolerance(offset: timedelta) -> timedelta:
    """How exactly two times must lie `offset` apart."""
    return min(MAX_TOLERANCE, offset / 4)
