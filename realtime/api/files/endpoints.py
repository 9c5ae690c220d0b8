"""`GET /api/events/discovered.{ics,rss,geojson,csv}`, the list in another format, and `GET /api/events/{id}.ics`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from realtime.api.events import QueryResult, area_of, get_event, list_filled
from realtime.api.files.contents import MAX_FILE_EVENTS, Contents
from realtime.api.files.dates import moment
from realtime.api.files.formats import FORMATS, Format
from realtime.api.files.texts import MAX_TEXT_CHARS, line
from realtime.api.query import FILE_PARAMETERS, ListQuery, parse_query
from realtime.api.rest import CURSOR, event_id, is_known, moved, next_link
from realtime.area import ServedArea
from realtime.errors import NotFound
from realtime.limits.visits import client_of
from realtime.service import service_of

TOTAL, TRUNCATED = "Jatre-Total", "Jatre-Truncated"
_FRESH_SECONDS = 60
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PAGE_PARAMETERS = ("when", "category", "q")
_WHOLE_TEXT_CHARS = 10 * MAX_TEXT_CHARS


def list_file(suffix: str) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the list in one format."""

    async def listed(request: Request) -> Response:
        service, params = service_of(request), request.query_params
        left = service.searches.admit(request) if params.get("q") else {}
        area = await area_of(service, params)
        query = parse_query(params, area.zone, FILE_PARAMETERS)
        if "limit" not in params:
            query = replace(query, limit=MAX_FILE_EVENTS)
        found = await list_filled(service, query, area, client_of(request))
        starts, until = _window(query, found)

        def contents() -> Contents:
            read = found.read()
            made = contents_of(request, read["events"], title_of(params, area))
            return replace(made, total=read["total"], has_more=read["hasMore"], starts=starts, until=until)

        headers = {CURSOR: str(found.cursor), **left, **next_link(request, found), **_named(area.code, suffix)}
        return await answer_file(request, FORMATS[suffix], contents, found.text or "", headers)

    return listed


async def event_file(request: Request) -> Response:
    """`GET /api/events/{id}.ics`: all dates of one event; a permanent redirect when it was merged into another."""
    service = service_of(request)
    found = await get_event(service, event_id(request.path_params["id"]), client_of(request))
    if found.text is None:
        raise NotFound("id", "There is no such event, or it is no longer public.")
    event = found.read()
    if target := event.get("movedTo"):
        return moved(f"/api/events/{target}.ics")
    contents = replace(contents_of(request, [event], event["title"]), text_chars=_WHOLE_TEXT_CHARS)
    alone = replace(contents, page=contents.page_of(event))
    # of a list there is none: what has left it makes it another list, and not a newer one
    changed = {"last-modified": format_datetime(moment(event["updatedAt"]), usegmt=True)}
    answer = await answer_file(request, FORMATS["ics"], lambda: alone, found.text, changed | _named(event["id"], "ics"))
    del answer.headers[TOTAL]
    return answer


def origin_of(request: Request) -> str:
    """Where readers find the service: as it is set, else as they have asked for it by a name that is its own.

    Its own are those of this machine, the address that the request has come to, and `allowed_hosts`: a cache would give
    everybody the name that a stranger made up.
    """
    settings = service_of(request).settings
    server = request.scope.get("server") or ("", None)
    own = {*_THIS_MACHINE, server[0], *settings.allowed_hosts}
    if "page_url" in settings.model_fields_set or request.url.hostname not in own:
        return settings.page_url.rstrip("/")
    return str(request.base_url).rstrip("/")


def title_of(params: QueryParams, area: ServedArea) -> str:
    """What a list is of, in words: "What's on in Indiranagar, music, tonight"."""
    where = f" in {area.name}" if params.get("area") else ""
    kinds = [name.replace("_", " ") for name in ",".join(params.getlist("category")).split(",") if name]
    when = params.get("when", "all")
    words = f"“{params['q']}”" if params.get("q") else ""
    others = [*kinds, params.get("cost", ""), "" if when == "all" else when, words]
    return line(", ".join((f"What’s on{where}", *filter(None, others))))


def contents_of(request: Request, events: list[dict[str, Any]], title: str) -> Contents:
    """What a file of these events holds, with the addresses that belong to the request."""
    origin = origin_of(request)
    asked = {name: request.query_params[name] for name in _PAGE_PARAMETERS if request.query_params.get(name)}
    page = f"{origin}/" + (f"?{QueryParams(asked)}" if asked else "")
    query = f"?{request.url.query}" if request.url.query else ""
    return Contents(title, origin, f"{origin}{request.url.path}{query}", page, events, len(events))


def _window(query: ListQuery, found: QueryResult) -> tuple[datetime, datetime | None]:
    if found.window:
        return found.window.starts, found.window.ends
    bounds = query.page.bounds if query.page else query.filter
    starts, until = bounds.get("from"), bounds.get("until")
    return datetime.fromisoformat(starts) if starts else found.now, datetime.fromisoformat(until) if until else None


def _named(name: str, suffix: str) -> dict[str, str]:
    return {"content-disposition": f'inline; filename="jatre-{name}.{suffix}"'}


async def answer_file(
    request: Request, chosen: Format, contents: Callable[[], Contents], text: str, headers: dict[str, str]
) -> Response:
    """The file made of the database's text, with a tag of its content; 304 without a body for a reader that has it."""
    made_of = "\n".join((chosen.media_type, str(request.url), text))
    rendering = await service_of(request).files.get(made_of, lambda: chosen.render(contents()))
    headers |= {"etag": rendering.tag, "cache-control": f"public, max-age={_FRESH_SECONDS}"}
    headers[TOTAL] = str(rendering.total)
    if rendering.is_cut_off:
        headers[TRUNCATED] = "true"
    if is_known(request, rendering.tag):
        return Response(status_code=304, headers=headers)
    return Response(rendering.body, headers={"content-type": chosen.media_type, **headers})
