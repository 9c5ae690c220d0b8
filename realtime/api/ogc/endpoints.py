"""OGC API Features (part 1, core and GeoJSON): `GET /api/ogc` and below, so that QGIS and its like open the list.

The items are those of the list, by the same filter; `datetime`, `bbox` and `limit` are as the standard has them.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.filters import fields
from realtime.api.events import area_of, get_event, list_filled
from realtime.api.files import geojson
from realtime.api.files.contents import MAX_FILE_EVENTS, Contents
from realtime.api.files.dates import ends, soonest
from realtime.api.files.endpoints import TOTAL, answer_file, contents_of, origin_of, title_of
from realtime.api.files.formats import Format
from realtime.api.ogc import descriptions
from realtime.api.ogc.descriptions import COLLECTION, GEOJSON, JSON, PATH, link
from realtime.api.ogc.intervals import window_of
from realtime.api.query import integer, parse_query, refuse_unknown
from realtime.api.rest import event_id, moved, next_link, next_path
from realtime.area import ServedArea
from realtime.errors import NotFound
from realtime.limits.renderings import Rendering
from realtime.limits.visits import client_of
from realtime.service import service_of

DEFAULT_ITEMS = 100
_BY_DATETIME = ("when", "startDate", "endDate")
"""Fields of the filter that `datetime` stands for here."""
ITEM_PARAMETERS = ("datetime", *(name for name in fields.NAMES if name not in _BY_DATETIME), "limit", "page")
_MANY = 1_000_000_000
_ITEMS = f"{PATH}/collections/{COLLECTION}/items"


async def landing(request: Request) -> Response:
    """`GET /api/ogc`: the front page."""
    return _described(descriptions.landing(origin_of(request), await _area(request)))


async def conformance(request: Request) -> Response:
    """`GET /api/ogc/conformance`: what holds of the standard."""
    refuse_unknown(request.query_params, ())
    return _described(descriptions.conformance())


async def collections(request: Request) -> Response:
    """`GET /api/ogc/collections`: the collections."""
    return _described(descriptions.collections(origin_of(request), await _area(request)))


async def collection(request: Request) -> Response:
    """`GET /api/ogc/collections/events`: the collection of events."""
    return _described(descriptions.collection(origin_of(request), await _area(request)))


async def items(request: Request) -> Response:
    """`GET /api/ogc/collections/events/items`: events as features, a page of them."""
    service, params = service_of(request), request.query_params
    left = service.searches.admit(request) if params.get("q") else {}
    area = await area_of(service, params)
    refuse_unknown(params, ITEM_PARAMETERS)
    query = parse_query(_as_listed(params, area), area.zone, (*fields.NAMES, "page"))
    # as the standard has it, more than there can be is no error
    limit = min(integer(params, "limit", DEFAULT_ITEMS, 1, _MANY), MAX_FILE_EVENTS)
    found = await list_filled(service, replace(query, limit=limit), area, client_of(request))
    following = next_path(request, found)

    def render(contents: Contents) -> Rendering:
        read = found.read()
        links = [
            link(contents.address, "self", GEOJSON, "These features"),
            link(contents.page, "alternate", "text/html", "For people"),
        ]
        if following:
            links.append(link(contents.origin + following, "next", GEOJSON, "The next page"))
        counted = {"numberMatched": read["total"]} if read["totalExact"] else {}
        return geojson.collection(contents, {**counted, "numberReturned": len(contents.events), "links": links})

    def contents() -> Contents:
        return contents_of(request, found.read()["events"], title_of(params, area))

    made_of = f"{found.text}{following or ''}"
    headers = left | next_link(request, found)
    return await answer_file(request, Format(GEOJSON, "a page of features", render), contents, made_of, headers)


async def feature(request: Request) -> Response:
    """`GET /api/ogc/collections/events/items/{id}`: one event; a redirect when it was merged into another."""
    service = service_of(request)
    refuse_unknown(request.query_params, ())
    found = await get_event(service, event_id(request.path_params["id"]), client_of(request))
    if found.text is None:
        raise NotFound("id", "There is no such event, or it is no longer public.")
    event = found.read()
    if target := event.get("movedTo"):
        return moved(f"{_ITEMS}/{target}")
    coming = sum(ends(one) > found.now for one in event["occurrences"])
    event |= {"next": soonest(event["occurrences"], found.now), "moreDates": max(0, coming - 1)}

    def render(contents: Contents) -> Rendering:
        return geojson.single(contents, {"links": [
            link(contents.address, "self", GEOJSON, "This feature"),
            link(f"{contents.origin}{_ITEMS.removesuffix('/items')}", "collection", JSON, "Its collection"),
            link(contents.page_of(event), "alternate", "text/html", "For people"),
        ]})  # fmt: skip

    def contents() -> Contents:
        return contents_of(request, [event], event["title"])

    answer = await answer_file(request, Format(GEOJSON, "a feature", render), contents, found.text, {})
    del answer.headers[TOTAL]
    return answer


async def _area(request: Request) -> ServedArea:
    refuse_unknown(request.query_params, ())
    return await area_of(service_of(request), QueryParams())


def _as_listed(params: QueryParams, area: ServedArea) -> QueryParams:
    """The parameters of the list that these stand for; raises BadParameter."""
    kept = [(name, text) for name, text in params.multi_items() if name not in ("datetime", "limit")]
    box = [(name, _flat(text) if name == "bbox" else text) for name, text in kept]
    return QueryParams([*box, *(window_of(params["datetime"], area.zone).items() if "datetime" in params else ())])


def _flat(box: str) -> str:
    """A box without heights: the standard allows six numbers."""
    parts = box.split(",")
    return ",".join((*parts[:2], *parts[3:5])) if len(parts) == 6 else box


def _described(document: descriptions.Document) -> Response:
    return JSONResponse(document, headers={"cache-control": "public, max-age=300"})
