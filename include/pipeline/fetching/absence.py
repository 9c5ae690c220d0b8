"""Absent is not cancelled: when a listing that a source no longer shows counts as gone.

Only a complete fetch counts, and only inside its window; a listing has to be absent in two such runs. A source that
breaks looks like a mass cancellation, so when too much would go within a day, nothing goes and the fetch reports an
alert.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.sources.base import Window

MAX_GONE_SHARE = 0.2
"""Of the upcoming listings of a source, within 24 hours."""
MIN_GUARDED_LISTINGS = 3
"""So many may go at any share, unless they are all."""


@dataclass(frozen=True)
class Absences:
    """How many listings were absent once more, how many are gone now, and why none is when the guard held them."""

    absent: int = 0
    gone: int = 0
    alert: str | None = None


def count_absences(
    connection: Connection, source_id: UUID, seen: list[str], window: Window, *, unchanged: bool
) -> Absences:
    """Count the absences of one complete fetch, and mark what is gone. `unchanged`: the source is as it was before."""
    about = {"source_id": source_id, "window_start": window.start, "window_end": window.end}
    absent = connection.execute(query("listings_absent"), {**about, "seen": seen, "unchanged": unchanged}).rowcount
    balance = connection.execute(query("listings_balance"), about).one()
    if balance.due == 0:
        return Absences(absent)
    alert = _alert(balance.upcoming, balance.due, balance.lately)
    if alert:
        return Absences(absent, alert=alert)
    gone = connection.execute(query("listings_mark_gone"), about).rowcount
    return Absences(absent, gone)


def _alert(upcoming: int, due: int, lately: int) -> str | None:
    """The guard: more than a fifth (and at least three) within 24 hours, or all of them."""
    leaving = due + lately
    if leaving >= upcoming or (leaving >= MIN_GUARDED_LISTINGS and leaving > MAX_GONE_SHARE * upcoming):
        return f"{leaving} of {upcoming} upcoming listings would be gone within 24 hours: none is marked"
    return None
