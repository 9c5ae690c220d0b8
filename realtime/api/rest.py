"""The REST interface: lists, single events, areas."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from realtime.api.events import QueryResult, find_events, get_event
from realtime.errors import NotFound
from realtime.limits.visits import client_of
from realtime.service import service_of

CURSOR = "Jatre-Cursor"


async def discovered(request: Request) -> Response:
    """`GET /api/events/discovered`: what is on, by the filters of the query."""
    service = service_of(request)
    left = service.searches.admit(request) if request.query_params.get("q") else {}
    found = await find_events(service, request.query_params, client_of(request))
    assert found.text is not None
    answer = _answer(request, _list_body(found), found)
    answer.headers.update(left)
    if found.next_page:
        following = request.url.remove_query_params("offset").include_query_params(page=str(found.next_page))
        answer.headers["link"] = f'<{following.path}?{following.query}>; rel="next"'
    return answer


async def event(request: Request) -> Response:
    """`GET /api/events/{id}`: one event; a permanent redirect when it was merged into another."""
    found = await get_event(service_of(request), _id_of(request), client_of(request))
    if found.text is None:
        raise NotFound("id", "There is no such event, or it is no longer public.")
    moved = found.read().get("movedTo")
    if moved:
        return RedirectResponse(f"/api/events/{moved}", 301)
    return _answer(request, found.text, found)


async def area(request: Request) -> Response:
    """`GET /api/areas/{code}`: name, time zone, currency, centre and outline of an area."""
    found = await service_of(request).areas.get(request.path_params["code"])
    if found is None:
        raise NotFound("code", "There is no such area.")
    return Response(found.text, media_type="application/json", headers={"cache-control": "public, max-age=300"})


def event_id(text: str) -> UUID:
    """The id in an address; raises NotFound if it is not a UUID."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("id", "An event's id is a UUID.") from None


def _id_of(request: Request) -> UUID:
    return event_id(request.path_params["id"])


def _list_body(found: QueryResult) -> str:
    """The database's text with what the service adds to it, which is not decoded for that."""
    following = str(found.next_page) if found.next_page else None
    added: dict[str, Any] = {"cursor": str(found.cursor), "nextPage": following}
    if window := found.window:
        until = window.ends.isoformat() if window.ends else None
        added["window"] = {"when": window.choice, "from": window.starts.isoformat(), "until": until}
    return f"{json.dumps(added).removesuffix('}')}, {(found.text or '').removeprefix('{')}"


def _answer(request: Request, body: str, found: QueryResult) -> Response:
    """JSON with its cursor; the tag is that of the database's text, since the window moves with the clock."""
    return tagged(request, body, found.text or "", {CURSOR: str(found.cursor)})


def tagged(request: Request, body: str, text: str, more: dict[str, str] | None = None) -> Response:
    """JSON with an `ETag` of `text`; 304 without a body for a reader that has it."""
    tag = f'W/"{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache", **(more or {})}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def is_known(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names this tag, weak or not, or is `*`: any (RFC 9110, 13.1.2)."""
    sent = ",".join(request.headers.getlist("if-none-match"))
    return not {one.strip().removeprefix("W/") for one in sent.split(",")}.isdisjoint({tag.removeprefix("W/"), "*"})
