"""The functions of the database contract that give places and what they are like."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from realtime.database import Connection


class PlaceFilter(NamedTuple):
    """Which places to list: those of an area, whose name holds some words, that are open now; None: whichever."""

    area: str | None
    name: str | None
    is_open: bool | None


async def places_list(connection: Connection, asked: PlaceFilter, limit: int, offset: int) -> str:
    """Places by their names, as JSON."""
    found: str = await connection.fetchval("select jatre.places_list_v1($1, $2, $3, $4, $5)", *asked, limit, offset)
    return found


async def place_get(connection: Connection, place: UUID) -> str | None:
    """A place with its hours and what it is like now as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.place_get_v1($1)", place)
    return found


async def place_status(connection: Connection, place: UUID) -> str | None:
    """What a place is like now and was before as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.place_status_v1($1)", place)
    return found
