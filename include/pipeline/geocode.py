"""Geocode: venue to place and point, from the gazetteer and the source's own coordinates; no network, no guessing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Connection, Engine

from include.areas.area import load_area
from include.db import query
from include.listing import Listing, Origin
from include.pipeline.ledger import Batch, Waiting, as_json, drain
from include.pipeline.report import StageReport
from include.understand.localities import is_in_area
from include.understand.places import Located, locate


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Locate every listing that waits."""
    return drain(engine, "geocode", _work, limit)


def _work(connection: Connection, rows: Sequence[Waiting], batch: Batch) -> None:
    read: list[dict[str, Any]] = []
    for row in rows:
        try:
            listing = Listing.model_validate(row.processed_data)
            area = load_area(row.area_code)
            _apply(listing, locate(listing.venue, area, is_in_area(listing, area) is True))
            read.append({"id": row.id, "processed_data": listing.document()})
            batch.done.append(row.id)
        except Exception as error:  # one bad record never fails its batch
            batch.set_aside(row, error)
    connection.execute(query("listings_understood"), {"rows": as_json(read), "next": "dedup", "dated": False})


def _apply(listing: Listing, located: Located) -> None:
    listing.venue = located.venue
    origin: Origin = next(o for o in get_args(Origin) if o == located.origin)
    if located.confidence:
        listing.note("location", origin, located.confidence)
    else:
        listing.provenance.pop("location", None)
