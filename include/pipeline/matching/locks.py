"""What two matchings at once wait for: a row per day and per title of a source, held until the transaction ends.

Rows and not advisory locks: 20,000 dates do not exhaust the server's lock table, and only the pipeline's role can hold
one. A holder that is stuck ends the wait with the transaction's `lock_timeout`, and the batch is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from include.db import query
from include.errors import TransientError
from include.pipeline.failures import waiting_for_others
from include.pipeline.matching.listings import LedgerListing

MAX_LOCK_ATTEMPTS = 5


class LocksVanished(TransientError):
    """Retention took match locks away as often as they were put in place; the transaction is tried again."""


def lock_names(listings: Iterable[LedgerListing]) -> list[str]:
    """The locks of listings: the day of each date and the days beside it, and each series' title; sorted."""
    names: set[str] = set()
    for one in listings:
        names.add(f"title {one.slug} {one.title_key}")
        names.update(f"day {day}" for day in one.record.timetable.near_days)
    return sorted(names)


def take_locks(connection: Connection, listings: Iterable[LedgerListing]) -> None:
    """Wait for the locks, in sorted order; they are held until the end of the transaction.

    Whoever puts a row in place holds it, so the rows are put there in that order too: two runs never wait for each
    other. Raises: LocksVanished; TransientError when the wait is too long.
    """
    names = lock_names(listings)
    for _ in range(MAX_LOCK_ATTEMPTS):
        with waiting_for_others():
            connection.execute(query("match_locks_add"), {"names": names})
            held = connection.execute(query("match_locks_hold"), {"names": names}).scalar_one()
        if held == len(names):
            return
    raise LocksVanished("match locks were deleted while they were being taken: is retention running all the time?")
