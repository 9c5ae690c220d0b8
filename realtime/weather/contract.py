"""The functions of the database contract that give the weather."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from realtime.database import Connection


class WeatherState(NamedTuple):
    """The version of an area's weather, what the feed carries of it as JSON, and when it was fetched."""

    version: int
    payload: str
    changed_at: datetime


async def weather_get(connection: Connection, area: str) -> str | None:
    """The weather of an area as JSON, or None for an unknown area."""
    found: str | None = await connection.fetchval("select jatre.weather_get_v1($1)", area)
    return found


async def weather_state(connection: Connection, area: str) -> WeatherState | None:
    """The same as the feed would send it now; None where nothing of it counts."""
    row = await connection.fetchrow("select version, payload, changed_at from jatre.weather_state_v1($1)", area)
    return WeatherState(*row) if row else None
