"""Of more dates than a listing may have, those that are kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from include.errors import BrokenRecord
from include.listing import MAX_OCCURRENCES, Occurrence
from include.untrusted.left_out import leave_out

OVER_AFTER = timedelta(days=1)


def kept_dates(dates: list[Occurrence], now: datetime, left_out: list[str], named: str) -> list[Occurrence]:
    """`dates`, sorted; of more than MAX_OCCURRENCES so many, the first ones that are not over at `now`.

    That the others are left out is noted, with what they are `named`.
    """
    if len(dates) <= MAX_OCCURRENCES:
        return dates
    leave_out(left_out, "occurrences", BrokenRecord(f"{len(dates):,} {named}, at most {MAX_OCCURRENCES:,}"))
    return ([one for one in dates if is_to_come(one, now)] or dates)[:MAX_OCCURRENCES]


def is_to_come(date: Occurrence, now: datetime) -> bool:
    """Whether it ends at `now` or later, or did within the day before."""
    return (date.ends_at or date.starts_at) + OVER_AFTER >= now
