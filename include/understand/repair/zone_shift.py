"""Times that lie the zone's offset from UTC apart: one was read in UTC and is local, or the reverse."""

from __future__ import annotations

from datetime import datetime, timedelta

MAX_TOLERANCE = timedelta(minutes=45)
"""How far from the exact offset two such times may lie; less where the offset itself is small."""


def zone_offset(local: datetime) -> timedelta:
    """How far a local time is from UTC, in either direction; zero where the zone is UTC."""
    return abs(local.utcoffset() or timedelta())


def is_zone_shift(a: datetime, b: datetime) -> bool:
    """Whether two times of one zone lie about its offset from UTC apart; never where the offset is zero."""
    offset = zone_offset(a)
    return bool(offset) and abs(abs(a - b) - offset) <= tolerance(offset)


def tolerance(offset: timedelta) -> timedelta:
    """How exactly two times must lie `offset` apart."""
    return min(MAX_TOLERANCE, offset / 4)
