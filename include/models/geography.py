"""Columns on the map. Apart from the others, so that whoever reads a table without any needs no geoalchemy2."""

from __future__ import annotations

from geoalchemy2 import Geography


def point() -> Geography:
    """A point on the map, WGS 84."""
    return Geography("POINT", srid=4326, spatial_index=False)
