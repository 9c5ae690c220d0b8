"""What a batch of listings states of their venues is kept, and who asked for it is read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.areas.area import Area
from include.db import query
from include.pipeline.ledger import as_json
from include.pipeline.venues.memory import VenueMemory, read_memory
from include.settings import settings
from include.understand.memory.statements import VenueStatement


@dataclass(frozen=True)
class ListingStatement:
    """What one listing of the ledger states of its venue; None where it names none."""

    listing_id: UUID
    source_id: UUID
    statement: VenueStatement | None

    def document(self) -> dict[str, Any]:
        """The columns of `venue_statements`. Raises: ValueError where it names no venue."""
        stated = self.statement
        if stated is None:
            raise ValueError("the listing states nothing")
        point = stated.point or (None, None)
        return {
            "key": stated.venue.key, "source_id": str(self.source_id), "listing_id": str(self.listing_id),
            "spot": stated.spot, "name": stated.venue.name, "is_branch": stated.venue.is_branch, "part": stated.part,
            "address": stated.address, "latitude": point[0], "longitude": point[1],
        }  # fmt: skip


def learn(connection: Connection, decided: VenueMemory, batch: Sequence[ListingStatement]) -> VenueMemory:
    """Keep what a batch states of its venues, and return what is known of them now, beside what was decided.

    Listings of a source to which that makes a difference are sent back to be read again. Hold the area's row
    (`venues_hold`) before.
    """
    area, named = decided.area, [one.statement.venue for one in batch if one.statement]
    names = [{"area": area.code, "key": one.key, "name": one.name} for one in named]
    connection.execute(query("venue_names_add"), {"names": as_json(names)})
    before = read_memory(connection, decided, (one.key for one in named))
    stating = [one.document() for one in batch if one.statement and one.statement.states_place]
    kept = {"listings": [one.listing_id for one in batch], "kept": as_json(stating)}
    changed = set(connection.execute(query("venue_statements_withdraw"), kept).scalars())
    written = {"area": area.code, "statements": as_json(stating)}
    changed |= set(connection.execute(query("venue_statements_write"), written).scalars())
    if not changed:
        return before
    _reopen_where_different(connection, before, sorted(changed))
    return read_memory(connection, decided, (one.key for one in named))


def _reopen_where_different(connection: Connection, before: VenueMemory, changed: Sequence[str]) -> None:
    """Send listings back to be read again whose source now knows more, or less, of the venue that they name."""
    area = before.area
    other_names = before.keys_renamed_to(changed)
    wanted = {"area": area.code, "keys": [*changed, *other_names]}
    askers = connection.execute(query("venue_askers"), wanted).all()
    if not askers:
        return
    now = read_memory(connection, before, changed)
    unread = set(changed) - before.read  # a name that a listing has given up; what was known of it was not read
    for row in askers:
        key = other_names.get(row.key, row.key)
        if key in unread or before.branches(key, row.slug) != now.branches(key, row.slug):
            reopen(connection, area, [row.key], row.slug)


def reopen(connection: Connection, area: Area, keys: Sequence[str], slug: str | None = None) -> int:
    """Send the listings that name one of the venues back to be read again; returns how many.

    Of the source `slug` alone, for which the memory has learned something; of all after a person's decision.
    """
    wanted = {"area": area.code, "keys": list(keys), "slug": slug, "replaying": settings().replaying}
    return connection.execute(query("venue_reopen"), wanted).rowcount
