"""The opening hours that an area's gazetteer states of its venues, from OpenStreetMap."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection

from include.areas.area import Area, KnownVenue
from include.db import query
from include.places.reading import read_hours
from include.places.unreadable import UnreadableHours


def store_hours(connection: Connection, area: Area) -> None:
    """Store what `venues.json` states; what cannot be read is kept with the reason, and counts for nothing."""
    hours = [_row(venue) for venue in area.venues if venue.opening_hours]
    connection.execute(query("place_hours_osm_write"), {"hours": json.dumps(hours), "area": area.code})


def _row(venue: KnownVenue) -> dict[str, Any]:
    row = {"slug": venue.slug, "stated": venue.opening_hours, "week": None, "left_out": None}
    try:
        return {**row, "week": read_hours(venue.opening_hours)}
    except UnreadableHours as error:
        return {**row, "left_out": str(error)}
