"""What OGC API Features says of itself: its front page, what it conforms to, and its one collection."""

from __future__ import annotations

import json
from typing import Any

from realtime.area import ServedArea

Document = dict[str, Any]

PATH = "/api/ogc"
COLLECTION = "events"
JSON, GEOJSON = "application/json", "application/geo+json"
CONFORMANCE = tuple(f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "geojson"))
_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_TEMPORAL = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
_WORLD = [-180.0, -90.0, 180.0, 90.0]


def link(href: str, rel: str, media_type: str, title: str) -> Document:
    """A link as the standard has it; `href` is absolute."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def landing(origin: str, area: ServedArea) -> Document:
    """The front page: where all else is."""
    here = origin + PATH
    return {
        "title": f"What’s on in {area.name}",
        "description": "Events as features with points, for maps; any filter of the lists is a parameter.",
        "links": [
            link(here, "self", JSON, "This page"),
            link(f"{origin}/api/openapi.json", "service-desc", JSON, "Every address and parameter (OpenAPI)"),
            link(f"{origin}/api/docs", "service-doc", "text/html", "The same, for people"),
            link(f"{here}/conformance", "conformance", JSON, "What this conforms to"),
            link(f"{here}/collections", "data", JSON, "The collections"),
        ],
    }


def conformance() -> Document:
    """The classes of the standard that hold here."""
    return {"conformsTo": [*CONFORMANCE]}


def collections(origin: str, area: ServedArea) -> Document:
    """The list of collections, which has one."""
    here = f"{origin}{PATH}/collections"
    return {"links": [link(here, "self", JSON, "This list")], "collections": [collection(origin, area)]}


def collection(origin: str, area: ServedArea) -> Document:
    """The collection of events; its extent is that of the area, where most of them are."""
    here = f"{origin}{PATH}/collections/{COLLECTION}"
    return {
        "id": COLLECTION,
        "title": f"Events in {area.name}",
        "description": "What is on and to come, and with `datetime` what is over, too, each with its first date then.",
        "itemType": "feature",
        "crs": [_CRS84],
        "extent": {
            "spatial": {"bbox": [_box(area)], "crs": _CRS84},
            "temporal": {"interval": [[None, None]], "trs": _TEMPORAL},
        },
        "links": [
            link(here, "self", JSON, "This collection"),
            link(f"{here}/items", "items", GEOJSON, "Its events"),
            link(f"{origin}/", "alternate", "text/html", "The same, for people"),
        ],
    }


def _box(area: ServedArea) -> list[float]:
    outline = json.loads(area.text or "{}").get("outline")
    points = list(_points(outline["coordinates"])) if outline else []
    if not points:
        return _WORLD
    longitudes, latitudes = [x for x, _ in points], [y for _, y in points]
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def _points(coordinates: list[Any]) -> list[tuple[float, float]]:
    """The points of any geometry of GeoJSON."""
    if isinstance(coordinates[0], (int, float)):
        return [(coordinates[0], coordinates[1])]
    return [point for part in coordinates for point in _points(part)]
