"""The REST interface: lists, single events, areas."""

from __future__ import annotations

from uuid import UUID

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime.answers.compression import encoding_of
from realtime.answers.json_body import JsonBody
from realtime.api.events import QueryResult, find_events, get_event
from realtime.errors import NotFound
from realtime.limits.visits import client_of
from realtime.service import service_of

CURSOR = "Jatre-Cursor"
_BY_ENCODING = {"vary": "Accept-Encoding"}


async def discovered(request: Request) -> Response:
    """`GET /api/events/discovered`: what is on, by the filters of the query."""
    service = service_of(request)
    left = service.searches.admit(request) if request.query_params.get("q") else {}
    found = await find_events(service, request.query_params, client_of(request))
    assert found.body is not None
    answer = answered(request, found.body, {CURSOR: str(found.cursor)})
    answer.headers.update(left | next_link(request, found))
    return answer


async def event(request: Request) -> Response:
    """`GET /api/events/{id}`: one event; a permanent redirect when it was merged into another."""
    found = await get_event(service_of(request), _id_of(request), client_of(request))
    if found.text is None:
        raise NotFound("id", "There is no such event, or it is no longer public.")
    if target := found.read().get("movedTo"):
        return moved(f"/api/events/{target}")
    return tagged(request, found.text, found.text, {CURSOR: str(found.cursor)})


async def area(request: Request) -> Response:
    """`GET /api/areas/{code}`: name, time zone, currency, centre and outline of an area."""
    found = await service_of(request).areas.get(request.path_params["code"])
    if found is None:
        raise NotFound("code", "There is no such area.")
    return Response(found.text, media_type="application/json", headers={"cache-control": "public, max-age=300"})


def next_link(request: Request, found: QueryResult) -> dict[str, str]:
    """The header `Link` (RFC 8288) that leads to the next page of a list, at the same path; none after the last."""
    following = next_path(request, found)
    return {"link": f'<{following}>; rel="next"'} if following else {}


def next_path(request: Request, found: QueryResult) -> str | None:
    """Path and query of the next page of a list; None after the last."""
    if found.next_page is None:
        return None
    following = request.url.remove_query_params("offset").include_query_params(page=str(found.next_page))
    return f"{following.path}?{following.query}"


def moved(path: str) -> Response:
    """To the event that one was merged into; caches ask again, since a merge can be taken back."""
    return RedirectResponse(path, 301, {"cache-control": "no-cache"})


def event_id(text: str) -> UUID:
    """The id in an address; raises NotFound if it is not a UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("id", "An event's id is a UUID.") from None


def _id_of(request: Request) -> UUID:
    return event_id(request.path_params["id"])


def tagged(request: Request, body: str, text: str, more: dict[str, str] | None = None) -> Response:
    """JSON with an `ETag` of `text`; 304 without a body for a reader that has it."""
    return answered(request, JsonBody(body, text), more)


def answered(request: Request, body: JsonBody, more: dict[str, str] | None = None) -> Response:
    """A body with its tag, compressed for who takes that; 304 without a body for a reader that has it."""
    headers = {"etag": body.tag, "cache-control": "no-cache", **(more or {})}
    if is_known(request, body.tag):
        return Response(status_code=304, headers=headers | _BY_ENCODING)
    encoding = encoding_of(request.headers)
    compressed = body.compressed(encoding) if encoding else None
    if compressed is None:
        return Response(body.plain, media_type="application/json", headers=headers)
    headers |= {"content-encoding": str(encoding), **_BY_ENCODING}
    return Response(compressed, media_type="application/json", headers=headers)


async def answered_large(request: Request, body: JsonBody, more: dict[str, str] | None = None) -> Response:
    """As `answered`, of a body that may be large: others do not wait while it is compressed."""
    encoding = encoding_of(request.headers)
    if encoding and body.is_large and not is_known(request, body.tag):
        await anyio.to_thread.run_sync(body.compressed, encoding)
    return answered(request, body, more)


def is_known(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names this tag, weak or not, or is `*`: any (RFC 9110, 13.1.2)."""
    sent = ",".join(request.headers.getlist("if-none-match"))
    return not {one.strip().removeprefix("W/") for one in sent.split(",")}.isdisjoint({tag.removeprefix("W/"), "*"})
