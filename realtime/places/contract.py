"""The functions of the database contract that give places and what they are like."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from realtime.database import Connection


class StoredPlaceState(NamedTuple):
    """The version of what is known of a place, that as JSON, and when it changed."""

    version: int
    payload: str
    changed_at: datetime


class PlaceFilter(NamedTuple):
    """Which places to list: those of an area, whose name holds some words, that are open; None: whichever.

    `at` is when they are to be open; None: now.
    """

    area: str | None
    name: str | None
    is_open: bool | None
    at: datetime | None


async def places_list(connection: Connection, asked: PlaceFilter, limit: int, offset: int) -> str:
    """Places by their names, as JSON."""
    found: str = await connection.fetchval("select jatre.places_list_v2($1, $2, $3, $4, $5, $6)", *asked, limit, offset)
    return found


async def place_get(connection: Connection, place: UUID) -> str | None:
    """A place with its hours and what it is like now as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.place_get_v1($1)", place)
    return found


async def place_state(connection: Connection, place: UUID) -> StoredPlaceState | None:
    """What a place is like as the feed would send it now, or None where nothing is known of it."""
    row = await connection.fetchrow("select version, payload, changed_at from jatre.place_state_v1($1)", place)
    return StoredPlaceState(*row) if row else None


async def place_states(connection: Connection, area: str, limit: int) -> dict[str, StoredPlaceState]:
    """What at most so many places of an area are like as the feed would send it now, by their ids."""
    statement = "select place_id, version, payload, changed_at from jatre.place_states_v1($1, $2)"
    return {str(place): StoredPlaceState(*state) for place, *state in await connection.fetch(statement, area, limit)}


async def place_report(
    connection: Connection, place: UUID, reporter: bytes, said: str, minutes: int | None, stated_by: str | None
) -> str:
    """Take what somebody, or by `stated_by` the place itself, reports: `stored`, `unknown` for no place, or `full`."""
    statement = "select jatre.place_report_v2($1, $2, $3, $4, $5)"
    found: str = await connection.fetchval(statement, place, reporter, said, minutes, stated_by)
    return found


async def place_status(connection: Connection, place: UUID) -> str | None:
    """What a place is like now and was before as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.place_status_v1($1)", place)
    return found
