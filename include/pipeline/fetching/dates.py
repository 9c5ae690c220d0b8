"""The days of a backfill or a re-read: which ones were asked for, and the span of time that they are for a source."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from include.areas.area import load_area
from include.errors import ConfigurationError
from include.sources.base import Window

MAX_BACKFILL_DAYS = 366
"""Days of one backfill; each of them may cost requests."""

Dates = tuple[date, date]
"""The first day and the last one."""
LAST = "last"
ArchivedDay = date | Literal["last"]
"""The day whose fetch is read again out of the archive; `last`, whenever the last one was."""


def asked_dates(first: Any, last: Any) -> Dates | None:
    """The days that two texts name (2026-03-07); one alone is one day, none is no backfill.

    Raises: ConfigurationError for what is no date, a range that ends before it begins, or one of too many days.
    """
    if not first and not last:
        return None
    try:
        begins, ends = (_day(one) for one in (first or last, last or first))
    except ValueError:
        raise ConfigurationError(f"from={first!r} to={last!r}: write dates as 2026-03-07") from None
    if not begins <= ends:
        raise ConfigurationError(f"from={first} is after to={last}")
    if (ends - begins).days >= MAX_BACKFILL_DAYS:
        raise ConfigurationError(
            f"from={first} to={last} are more than {MAX_BACKFILL_DAYS} days: ask for them in parts"
        )
    return begins, ends


def asked_archive(day: Any, dates: Dates | None = None) -> ArchivedDay | None:
    """The day of the archive that a text names: `last` or a date; nothing is no re-read.

    Raises: ConfigurationError for what is neither, and where `dates` are asked for, too.
    """
    if not day:
        return None
    if dates:
        raise ConfigurationError(f"reread={day!r} asks nothing of the source: leave out the dates of a backfill")
    try:
        return "last" if day == LAST else _day(day)
    except ValueError:
        raise ConfigurationError(f"reread={day!r}: write {LAST!r}, or a date as 2026-03-07") from None


def _day(text: Any) -> date:
    """The day that a text names. Raises: ValueError, also for the first and the last year that there are."""
    day = date.fromisoformat(str(text))
    if not date.min.year < day.year < date.max.year:
        raise ValueError(text)
    return day


def span_of(dates: Dates, area: str) -> Window:
    """From the first moment of the first day to that after the last one, in the zone of an area."""
    zone = load_area(area).zone
    first, behind = dates[0], dates[1] + timedelta(days=1)
    return Window(datetime.combine(first, time(), zone), datetime.combine(behind, time(), zone))
