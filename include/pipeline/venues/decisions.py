"""What persons decide of venues: where one is, which two names are one venue, which name is that of several.

A decision is keyed on the venue's name, so that it outlives every listing and every import, and outweighs every source.
Writing or revoking one sends the listings that name the venue back to be read again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.areas.area import Area, load_area
from include.db import query
from include.errors import JatreError
from include.listing import Venue
from include.pipeline.ledger import as_json
from include.pipeline.venues.memory import MAX_RENAMES, read_decisions
from include.pipeline.venues.teaching import reopen
from include.understand.memory.statements import NamedVenue, named_venue, statement_of


class UnfitDecision(JatreError):
    """A decision that could not be applied; the message states why."""


def decide_place(
    connection: Connection, area: Area, venue: Venue, *, by: str, reason: str | None = None, moved: bool = False
) -> UUID:
    """Record where a venue is, by address, point or both; a second place of one name makes it two branches.

    One that has `moved` has one place: the decisions on its former ones are taken back.
    Raises: UnfitDecision when the name is the gazetteer's or any venue's, or when neither says which part of the city.
    """
    named = _named(venue.name, area)
    stated = statement_of(venue, area)
    if stated is None or not stated.states_place:
        raise UnfitDecision(f"{venue.name}: neither address nor point says in which part of the city that is")
    if moved:
        connection.execute(query("venue_places_revoke"), {"area": area.code, "key": named.key})
    latitude, longitude = stated.point or (None, None)
    columns = {"part": stated.part, "address": stated.address, "latitude": latitude, "longitude": longitude}
    return _write(connection, area, "place", named, {**columns, "by": by, "reason": reason})


def decide_same(
    connection: Connection, area: Area, name: str, other: str, *, by: str, reason: str | None = None
) -> UUID:
    """Record that `name` is another name of the venue `other`, which may be one of the gazetteer.

    Raises: UnfitDecision when the name is the gazetteer's or any venue's, or when the two lead back to each other.
    """
    named = _named(name, area)
    decided, at = read_decisions(connection, area), other
    for _ in range(MAX_RENAMES):
        known = named_venue(at, area)
        if known and known.key == named.key:
            raise UnfitDecision(f"{other} already is another name of {name}")
        at = decided.renamed.get(known.key, at) if known else at
    return _write(connection, area, "same", named, {"other": other, "by": by, "reason": reason})


def decide_several(connection: Connection, area: Area, name: str, *, by: str, reason: str | None = None) -> UUID:
    """Record that the name is that of several venues: alone it never says which. Raises: UnfitDecision."""
    return _write(connection, area, "several", _named(name, area), {"by": by, "reason": reason})


def revoke(connection: Connection, decision: UUID) -> bool:
    """Take a decision back; False when there is none of that id."""
    found = connection.execute(query("venue_decision_revoke"), {"id": decision}).first()
    if found is None:
        return False
    reopen(connection, load_area(found.area_code), [found.name_key])
    return True


def _named(name: str | None, area: Area) -> NamedVenue:
    named = named_venue(name, area)
    if named is None:
        raise UnfitDecision(f"{name}: that is the gazetteer's, or the name of no one venue")
    return named


def _write(connection: Connection, area: Area, kind: str, named: NamedVenue, columns: dict[str, Any]) -> UUID:
    connection.execute(query("venues_hold"), {"codes": [area.code]})
    names = [{"area": area.code, "key": named.key, "name": named.name}]
    connection.execute(query("venue_names_add"), {"names": as_json(names)})
    empty = dict.fromkeys(("other", "part", "address", "latitude", "longitude"))
    values = {**empty, **columns, "kind": kind, "area": area.code, "key": named.key, "name": named.name}
    decision: UUID = connection.execute(query("venue_decision_write"), values).scalar_one()
    reopen(connection, area, [named.key])
    return decision
