"""The parameter `datetime` of OGC API Features as the window of a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from include.filters.moments import moment
from realtime.errors import BadParameter

_OPEN = ("", "..")
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = timedelta(microseconds=1)
"""The smallest there is: a window does not hold its end, an interval does."""


def window_of(text: str, zone: ZoneInfo) -> dict[str, str]:
    """`startDate` and `endDate` of a moment, a day or an interval `a/b`, open where a side is `..` or empty.

    A day counts in full, in `zone`. Raises BadParameter.
    """
    first, slash, last = text.partition("/")
    if not slash:
        first = last = text
    starts, ends = first.strip(), last.strip()
    if "/" in last or (not slash and text.strip() in _OPEN):
        raise _refused()
    begins = _EARLIEST if starts in _OPEN else _read(starts, zone, 0)
    found = {"startDate": begins.isoformat()}
    if ends not in _OPEN:
        over = _read(ends, zone, 1)
        if over <= begins:
            raise BadParameter("datetime", "The interval must not end before it begins.")
        found["endDate"] = over.isoformat()
    return found


def _read(text: str, zone: ZoneInfo, days: int) -> datetime:
    """A moment, or with `days` the first one after it or after the day."""
    try:
        is_day = len(text) == len("2026-03-14")
        return moment(text, zone, days) + (timedelta(0) if is_day else days * _MOMENT)
    except (ValueError, OverflowError):
        raise _refused() from None


def _refused() -> BadParameter:
    return BadParameter(
        "datetime",
        "Send a time or day in ISO 8601, or an interval of two, of which one may be `..`: 2026-03-14T18:00:00Z/..",
    )
