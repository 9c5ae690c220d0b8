"""The opening hours that venues' own pages state: from the ledger's listings to `place_hours`.

A source speaks for a place of the gazetteer when the operator made it official, and it is called as the place is or its
site is; then its listings that are there have a say, and no others. What is kept is made anew from them each time: what
they state no more, or what a source that was taken off has stated, goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.areas.area import Area
from include.db import query
from include.pipeline.ledger import as_json
from include.understand.place.venues import venue_called, venue_of_site

MAX_LISTINGS = 200
"""Of a source that are looked at, those that changed last."""
OVER_DAYS = 30
"""For which hours outlive the last date of a venue that lists nothing to come."""


def keep_page_hours(connection: Connection, area: Area, *, wait: bool = True) -> Sequence[UUID]:
    """Keep what the pages of an area's venues state of their hours; returns the places of which it is another.

    A place stays as it is while listings of its source are being read; unless `wait` is false.
    """
    sources = connection.execute(query("venue_page_sources"), {"area": area.code}).all()
    speaking = [
        {"source_id": str(row.id), "slug": slug, "priority": row.priority, "source": row.slug}
        for row in sources
        for slug in sorted(set(_own_venues(row, area)))
    ]
    wanted = {
        "area": area.code, "zone": area.zone.key, "speaking": as_json(speaking), "most": MAX_LISTINGS,
        "over_days": OVER_DAYS, "wait": wait,
    }  # fmt: skip
    return connection.execute(query("place_hours_page_write"), wanted).scalars().all()


def _own_venues(source: Any, area: Area) -> Iterator[str]:
    """The slugs of the venues whose own source it is."""
    for venue in (venue_called(source.name, area), venue_of_site(source.site, area)):
        if venue:
            yield venue.slug
