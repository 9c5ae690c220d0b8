"""Geocode: venue to place and point, from the gazetteer and the source's own coordinates; no network, no guessing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from sqlalchemy import Connection, Engine

from include.areas.area import Area, load_area
from include.db import query
from include.listing import Listing, Origin, read
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.report import StageReport
from include.understand.place.localities import is_in_area
from include.understand.place.locate import LocatedVenue, locate


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Locate every listing that waits."""
    return drain(engine, "geocode", _work, limit)


def _work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    located = batch.read(rows, _located)
    connection.execute(query("listings_understood"), {"rows": as_json(located), "next": "dedup", "dated": False})
    batch.done.extend(one["id"] for one in located)


def _located(row: LedgerRow) -> dict[str, Any]:
    listing = read(row.processed_data)
    geocoded(listing, load_area(row.area_code))
    return {"id": row.id, "processed_data": listing.document()}


def geocoded(listing: Listing, area: Area) -> None:
    """Complete the listing's venue with the place and the point that it names."""
    _apply(listing, locate(listing.venue, area, is_in_area(listing, area) is True))


def _apply(listing: Listing, located: LocatedVenue) -> None:
    listing.venue = located.venue
    origin: Origin = next(o for o in get_args(Origin) if o == located.origin)
    if located.confidence:
        listing.note("location", origin, located.confidence)
    else:
        listing.provenance.pop("location", None)
