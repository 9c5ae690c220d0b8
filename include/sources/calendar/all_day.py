"""Days that a calendar's program wrote as times: from midnight to midnight, or marked as all-day beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Event

from include.sources.base import Reading

ALL_DAY_PROPERTIES = ("X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT")
MIDNIGHTS = (time.min, time(23, 59))


def whole_days(event: Event, start: datetime, end: Any, reading: Reading) -> tuple[date, date | None] | None:
    """The first and the last day of an entry that is all day long; None for one that is not.

    Midnight is that of the zone as written, of the source's, or of UTC. Without an end it takes the program's own mark.
    """
    flagged = any(str(event.get(name, "")).strip().upper() in ("TRUE", "1") for name in ALL_DAY_PROPERTIES)
    stop = end if isinstance(end, datetime) and bool(end.tzinfo) == bool(start.tzinfo) and end > start else None
    for first, last in _clocks(start, stop, reading):
        if first.time() == time.min and (last is None or last.time().replace(second=0, microsecond=0) in MIDNIGHTS):
            if last is not None:
                return first.date(), (last - timedelta(minutes=1)).date()
            if flagged:
                return first.date(), None
    return (start.date(), (stop - timedelta(minutes=1)).date() if stop else None) if flagged else None


def _clocks(start: datetime, stop: datetime | None, reading: Reading) -> list[tuple[datetime, datetime | None]]:
    """Start and end on the clocks that may be meant."""
    if start.tzinfo is None:
        return [(start, stop)]
    zones = (start.tzinfo, reading.zone, UTC)
    return [(start.astimezone(zone), stop.astimezone(zone) if stop else None) for zone in zones]
