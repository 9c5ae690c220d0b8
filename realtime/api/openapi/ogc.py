"""What the document says of OGC API Features."""

from __future__ import annotations

from typing import Any

from realtime.api.files.contents import MAX_FILE_EVENTS
from realtime.api.ogc.descriptions import COLLECTION, GEOJSON, PATH
from realtime.api.ogc.endpoints import DEFAULT_ITEMS, ITEM_PARAMETERS
from realtime.api.openapi import parameters
from realtime.api.openapi.files import FEATURE
from realtime.api.openapi.json_schema import COUNT, LINK, NUMBER, TEXT, Schema, many, optional, or_null, record, ref
from realtime.api.openapi.operation import MERGED, answer, operation, tagged, text

_LINKS = many(ref("OgcLink"))
_COLLECTION: dict[str, Schema] = {
    "id": TEXT, "title": TEXT, "description": TEXT, "itemType": {"const": "feature"}, "crs": many(LINK),
    "links": _LINKS,
    "extent": record(
        "Where and when its features are.",
        spatial=record("Boxes: west, south, east, north.", bbox=many(many(NUMBER)), crs=LINK),
        temporal=record("Intervals, open where null.", interval=many(many(or_null(TEXT))), trs=LINK),
    ),
}  # fmt: skip

SCHEMAS: dict[str, Schema] = {
    "OgcLink": record("Where something else is.", href=LINK, rel=TEXT, type=TEXT, title=TEXT),
    "OgcLandingPage": record("The front page.", title=TEXT, description=TEXT, links=_LINKS),
    "OgcConformance": record("What holds of the standard.", conformsTo=many(LINK)),
    "OgcCollections": record("The collections.", links=_LINKS, collections=many(ref("OgcCollection"))),
    "OgcCollection": record("A collection of features.", **_COLLECTION),
    "OgcItems": optional(
        record("A page of features.", type={"const": "FeatureCollection"}, numberReturned=COUNT, links=_LINKS,
               features=many(record("An event.", **FEATURE))),
        numberMatched={**COUNT, "description": "Of all pages; not there where they were too many to count."},
    ),
    "OgcItem": record("An event.", **FEATURE, links=_LINKS),
}  # fmt: skip

_STANDARD = [
    parameters.asked(
        "datetime",
        "A time or day, or an interval of two, either of which may be `..`: what takes place then. Without it, what is "
        "on and to come.",
        TEXT,
    ),
    parameters.asked("limit", f"How many at most, of which {MAX_FILE_EVENTS:,} are given.", {
        "type": "integer", "minimum": 1, "default": DEFAULT_ITEMS,
    }),
]  # fmt: skip
_ITEMS = [*_STANDARD, *(
    one for one in parameters.LIST if one["name"] in ITEM_PARAMETERS and one["name"] != "limit"
), parameters.TAG]  # fmt: skip


def paths(tag: dict[str, Any], page: dict[str, Any]) -> dict[str, Any]:
    """The addresses; `tag` describes the header `ETag`, `page` those of a page of a list."""
    here = f"{PATH}/collections/{COLLECTION}"
    features = tagged(text("The features.", GEOJSON, tag | page, ref("OgcItems")))
    one = {301: MERGED, **tagged(text("The feature.", GEOJSON, tag, ref("OgcItem")))}
    return {
        PATH: {"get": operation(
            "getOgcLandingPage", "OGC API Features: for QGIS and its like", {200: answer("Links.", "OgcLandingPage")},
            [], (503,),
        )},
        f"{PATH}/conformance": {"get": operation(
            "getOgcConformance", "What holds of the standard", {200: answer("Classes.", "OgcConformance")}, [], (),
        )},
        f"{PATH}/collections": {"get": operation(
            "listOgcCollections", "The collections", {200: answer("The list.", "OgcCollections")}, [], (503,),
        )},
        here: {"get": operation(
            "getOgcCollection", "The collection of events", {200: answer("What it is.", "OgcCollection")}, [], (503,),
        )},
        f"{here}/items": {"get": operation(
            "listOgcItems", "What is on, as features", features, _ITEMS, (400, 429, 503)
        )},
        f"{here}/items/{{id}}": {"get": operation(
            "getOgcItem", "One event as a feature", one, [parameters.EVENT_ID, parameters.TAG], (404, 429, 503)
        )},
    }  # fmt: skip
