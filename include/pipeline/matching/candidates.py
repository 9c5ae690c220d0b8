"""Candidates of a batch, read from the ledger: listings that could announce the same happening.

A candidate that cannot be read never fails the batch.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.errors import BrokenRecord
from include.pipeline.matching.listings import LedgerListing, ledger_listing
from include.pipeline.matching.selection import CANDIDATES

MAX_LISTINGS_PER_SOURCE_DAY = 1000
"""Listings of one source on one day that others are compared with, the first ones by external id. Those beyond look
for their own match when they are matched, and are not found by listings that come later."""
MAX_COPIES_PER_TITLE = 5
"""Of a source's listings of one event, title and dates so many stand for all in finding the event."""
log = logging.getLogger(__name__)


def read_candidates(
    connection: Connection, listings: Iterable[LedgerListing], besides: Collection[UUID] = ()
) -> dict[UUID, LedgerListing]:
    """Matched listings that could be the same happening as one of `listings`, without them and `besides`.

    They are on a near day in another source, or have the same title in the same source.
    """
    ours = list(listings)
    if not ours:
        return {}
    days = _days(ours)
    found = connection.execute(
        CANDIDATES,
        {
            "ids": [*(one.id for one in ours), *besides],
            "days": list(days),
            "askers": list(days.values()),
            "most": MAX_LISTINGS_PER_SOURCE_DAY,
            "sources": [one.source_id for one in ours],
            "titles": [one.title_key for one in ours],
            "copies": MAX_COPIES_PER_TITLE,
        },
    )
    known = read_listings(found)
    _report_crowds(known.values())
    return known


def read_listings(rows: Iterable[Any]) -> dict[UUID, LedgerListing]:
    """The rows that can be matched; one whose document is no listing's is left out, with a line in the log.

    So is one whose body retention has emptied, without a line.
    """
    found: dict[UUID, LedgerListing] = {}
    for row in (row for row in rows if row.processed_data is not None):
        try:
            found[row.id] = ledger_listing(row)
        except BrokenRecord as error:
            log.warning("%s of %s takes no part in matching: %s", row.external_id, row.slug, error)
    return found


def _days(ours: Iterable[LedgerListing]) -> dict[date, UUID | None]:
    """The near days, each with the source that alone asks for it: its own listings of that day are no candidates."""
    sources: dict[date, set[UUID]] = defaultdict(set)
    for one in ours:
        for day in one.record.timetable.near_days:
            sources[day].add(one.source_id)
    return {day: next(iter(asking)) if len(asking) == 1 else None for day, asking in sorted(sources.items())}


def _report_crowds(known: Iterable[LedgerListing]) -> None:
    counts = Counter((one.slug, day) for one in known for day in one.record.timetable.days)
    for (slug, day), number in counts.items():
        if number >= MAX_LISTINGS_PER_SOURCE_DAY:
            log.warning("%s lists %d happenings or more on %s: no more of them are candidates", slug, number, day)
