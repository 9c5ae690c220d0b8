"""Times as requests state them: a moment or a day in ISO 8601, hours of the day."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MAX_TIME_CHARS = 64
_MAX_UTC_OFFSET = timedelta(hours=14)
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def moment(text: str, zone: ZoneInfo, days: int) -> datetime:
    """A moment, or a date: its first moment, `days` later. Raises ValueError or OverflowError.

    A plus sign that the URL turned into a blank is put back; what has no offset is read in `zone`.
    """
    if len(text) > _MAX_TIME_CHARS:
        raise ValueError
    text = re.sub(r"(:[\d.]+) (\d\d:?\d\d)$", r"\1+\2", text.strip())
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        found = datetime.combine(date.fromisoformat(text) + timedelta(days=days), time(0), zone)
    else:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=zone)
    _check_offset(found)
    return found


def hours(text: str) -> tuple[str, str]:
    """`18:00-23:00` as both ends; 24:00 is the end of a day. Raises ValueError for anything else, and for no time."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise ValueError
    starts, ends = f"{found[1]}:{found[2]}", f"{found[3]}:{found[4]}"
    if starts == ends or ends > "24:00":
        raise ValueError
    return starts, ends


def within_hours(begins: time, asked: tuple[str, str]) -> bool:
    """Whether a time lies in hours of the day that may pass midnight; the end does not belong to them."""
    starts, ends = asked
    shown = begins.isoformat("microseconds")
    return starts <= shown < ends if starts < ends else shown >= starts or shown < ends


def _check_offset(found: datetime) -> None:
    """Raise ValueError or OverflowError for what PostgreSQL refuses; no zone is further than 14 hours from UTC."""
    offset = found.utcoffset()
    if offset is None or abs(offset) > _MAX_UTC_OFFSET or offset.microseconds:
        raise ValueError
    found.astimezone(UTC)
