"""The opening hours that an area's gazetteer states of its venues, from OpenStreetMap."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from include.db import query
from include.places.reading import read_hours
from include.places.unreadable import UnreadableHours


def store_hours(connection: Connection, area: str, stated: Mapping[str, str]) -> None:
    """Store what is stated of an area's venues, by their slugs; those that are not among them lose what was.

    What cannot be read is kept with the reason, and counts for nothing.
    """
    hours = [_row(slug, text) for slug, text in stated.items()]
    connection.execute(query("place_hours_osm_write"), {"hours": json.dumps(hours), "area": area})


def _row(slug: str, stated: str) -> dict[str, Any]:
    row = {"slug": slug, "stated": stated, "week": None, "left_out": None}
    try:
        return {**row, "week": read_hours(stated)}
    except UnreadableHours as error:
        return {**row, "left_out": str(error)}
