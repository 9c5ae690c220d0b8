"""The listings that are matched anew together: all members of the events concerned, held against changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import TransientError
from include.pipeline.failures import waiting_for_others
from include.pipeline.matching.candidates import read_listings
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.selection import MEMBERS


class ContendedError(TransientError):
    """Another run changed the same events meanwhile; the transaction is tried again."""


@dataclass(frozen=True)
class Component:
    """Listings that are matched anew. Where a founder cannot be read, another listing of its event stands in for it."""

    listings: dict[UUID, LedgerListing]
    stand_ins: dict[UUID, UUID] = field(default_factory=dict)


def read_component(connection: Connection, events: Collection[UUID]) -> Component:
    """All listings of the events, which are held against changes from here on. Raises: ContendedError."""
    if not events:
        return Component({})
    wanted = {"events": sorted(events)}
    before = set(connection.execute(query("matching_member_ids"), wanted).scalars())
    with waiting_for_others():
        connection.execute(query("events_hold"), wanted)
    after = connection.execute(MEMBERS, wanted).all()
    if before != {row.id for row in after}:
        raise ContendedError("the listings of an event changed while it was being matched")
    listings = read_listings(after)
    return Component(listings, _stand_ins(after, listings))


def _stand_ins(rows: Iterable[Any], listings: dict[UUID, LedgerListing]) -> dict[UUID, UUID]:
    """For each row that cannot be read the first listing of its event that can."""
    first: dict[UUID | None, LedgerListing] = {}
    for one in sorted(listings.values(), key=lambda one: one.record.key):
        first.setdefault(one.event_id, one)
    return {row.id: first[row.event_id].id for row in rows if row.id not in listings and row.event_id in first}
