"""Put an area and its gazetteer into the database: `python -m include.areas.seed [CODE ...]`, any number of times."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from openlocationcode import openlocationcode  # type: ignore[import-untyped]
from sqlalchemy import Connection

from include.areas.area import Area, load_area
from include.db import query
from include.errors import ConfigurationError
from include.places.gazetteer import store_hours


def store(connection: Connection, area: Area) -> None:
    """Insert the area and its venues, or bring them up to date."""
    about = {
        "code": area.code, "name": area.name, "timezone": area.zone.key, "currency": area.money.currency,
        "outline": area.outline, "latitude": area.centre[0], "longitude": area.centre[1],
        "search": area.search,
    }  # fmt: skip
    connection.execute(query("area_upsert"), {"area": json.dumps(about)})
    places = [
        {**asdict(v), "area_code": area.code, "plus_code": openlocationcode.encode(v.latitude, v.longitude)}
        for v in area.venues
    ]
    connection.execute(query("places_upsert"), {"places": json.dumps(places)})
    store_hours(connection, area.code, {v.slug: v.opening_hours for v in area.venues if v.opening_hours})


def main(arguments: Sequence[str] | None = None) -> int:
    """Store the areas named, or the one of the settings. Returns the exit code."""
    # the database is wanted by the command only
    from include.db import engine  # noqa: PLC0415
    from include.settings import settings  # noqa: PLC0415

    codes = list(sys.argv[1:] if arguments is None else arguments) or [settings().area]
    try:
        areas = [load_area(code) for code in codes]
    except ConfigurationError as error:
        sys.stderr.write(f"seed: {error}\n")
        return 2
    database = engine(settings().pipeline_url)
    with database.begin() as connection:
        for area in areas:
            store(connection, area)
    database.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
