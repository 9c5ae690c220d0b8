"""The listings that are matched anew together: a batch and all it is linked to at any remove, held against changes.

What an event was kept from may belong to it once another listing has come or gone. So whatever is linked to a member of
an event concerned is matched anew with it, and what that is linked to in turn: then the outcome is that of all listings
at once, in whatever order and however many at a time they come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.db import query
from include.errors import TransientError
from include.pipeline.failures import waiting_for_others
from include.pipeline.matching.candidates import read_candidates, read_listings
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.merges_and_splits import Decisions, read_decisions
from include.pipeline.matching.reviews import DoubtfulPair
from include.pipeline.matching.selection import MEMBERS
from include.understand.match.clusters import Links, linked
from include.understand.match.weighing import Weighing

MAX_LINKED_EVENTS = 1000
"""Events that are matched anew together, beyond which no more are looked up by links and decisions."""


class ContendedError(TransientError):
    """Another run changed the same events meanwhile; the transaction is tried again."""


@dataclass(frozen=True)
class Component:
    """Listings that are matched anew. Where a founder cannot be read, another listing of its event stands in for it."""

    listings: dict[UUID, LedgerListing]
    stand_ins: dict[UUID, UUID] = field(default_factory=dict)


def read_component(
    connection: Connection, ours: Mapping[UUID, LedgerListing], weighing: Weighing
) -> tuple[Component, Decisions, list[DoubtfulPair]]:
    """The batch, what it is linked to at any remove, and all the other listings of the events concerned.

    With it what persons decided of them, and the pairs of them and their candidates that are for review. Held
    against changes from here on. Raises: ContendedError.
    """
    mine = list(ours.values())
    known = read_candidates(connection, mine)
    decided = read_decisions(connection, [*mine, *known.values()])
    others = list(known.values())
    links = _linked(mine, others, weighing)
    doubtful = [DoubtfulPair(mine[i], others[j], score) for i, j, score in links.doubts]
    events = _events_of([*mine, *(others[i] for i in links.same), *decided.partners.values()])
    asked = set(ours)
    while True:
        members = _members(connection, events)
        decided = read_decisions(connection, [*members.listings.values(), *decided.partners.values(), *mine])
        joined = [one for one in members.listings.values() if one.id not in asked]
        asked |= members.listings.keys()
        known |= read_candidates(connection, joined, besides=known.keys() | asked)
        beside = [one for one in known.values() if one.id not in asked]
        links = _linked(joined, beside, weighing)
        doubtful += [DoubtfulPair(joined[i], beside[j], score) for i, j, score in links.doubts]
        more = _events_of([*(beside[i] for i in links.same), *decided.partners.values()]) - events
        if not more or len(events) > MAX_LINKED_EVENTS:
            break
        events |= more
    return Component({**members.listings, **decided.partners, **ours}, members.stand_ins), decided, doubtful


def _linked(ours: Sequence[LedgerListing], known: Sequence[LedgerListing], weighing: Weighing) -> Links:
    return linked([one.record for one in ours], [one.record for one in known], weighing)


def _events_of(listings: Iterable[LedgerListing]) -> set[UUID]:
    return {one.event_id for one in listings if one.event_id}


def _members(connection: Connection, events: Collection[UUID]) -> Component:
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
