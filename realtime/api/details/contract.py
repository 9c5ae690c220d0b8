"""The functions of the database contract that give what belongs to one event, and the directories."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from realtime.database import Connection


class DirectoryFilter(NamedTuple):
    """Which venues or organizers to list: those of an area, those whose name holds some words; None for all."""

    area: str | None
    name: str | None


async def event_history(connection: Connection, event_id: UUID) -> str | None:
    """What happened to an event, as JSON; otherwise as `event_get`."""
    found: str | None = await connection.fetchval("select jatre.event_history_v1($1)", event_id)
    return found


async def event_similar(connection: Connection, event_id: UUID, limit: int, near: Mapping[UUID, float]) -> str | None:
    """Events like an event, as JSON; otherwise as `event_get`. `near` has the meanings that are known, 0 to 1."""
    meanings = json.dumps({str(event): round(meaning, 4) for event, meaning in near.items()})
    found: str | None = await connection.fetchval(
        "select jatre.event_similar_v2($1, $2, $3)", event_id, limit, meanings
    )
    return found


async def venues_list(connection: Connection, asked: DirectoryFilter, limit: int, offset: int) -> str:
    """Venues with events to come, as JSON."""
    found: str = await connection.fetchval("select jatre.venues_list_v1($1, $2, $3, $4)", *asked, limit, offset)
    return found


async def venue_get(connection: Connection, venue: UUID) -> str | None:
    """A venue with its events to come as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.venue_get_v1($1)", venue)
    return found


async def organizers_list(connection: Connection, asked: DirectoryFilter, limit: int, offset: int) -> str:
    """Organizers with events to come, as JSON."""
    found: str = await connection.fetchval("select jatre.organizers_list_v1($1, $2, $3, $4)", *asked, limit, offset)
    return found


async def organizer_get(connection: Connection, organizer: UUID) -> str | None:
    """An organizer with its events to come as JSON, or None."""
    found: str | None = await connection.fetchval("select jatre.organizer_get_v1($1)", organizer)
    return found
