"""The OpenAPI document: every address of the service but its pages. A test holds it to the routes and their answers."""

from __future__ import annotations

from functools import cache
from typing import Any

from realtime.openapi import parameters
from realtime.openapi.schemas import SCHEMAS, TEXT, many, ref
from realtime.rest import CURSOR

JSON = "application/json"
_REFUSALS = {
    400: "A parameter is wrong: which one, and what to send.",
    403: "The room is private.",
    404: "There is no such thing here.",
    429: "Too much at once; see `Retry-After`.",
    503: "The database is away; see `Retry-After`.",
}
_CURSOR = {
    CURSOR: {"description": "Where the live feed stood before this was read: subscribe from it.", "schema": TEXT}
}
_TAG = {"ETag": {"description": "Send it back as `If-None-Match`.", "schema": TEXT}}
_ABOUT = """\
What is on around you. Lists carry in `Jatre-Cursor` the point of the live feed from which to subscribe, so that
nothing is missed in between. Every refusal names the field and says what to send instead. Fields may be added: ignore
those that you do not know.
"""


def _answer(about: str, schema: str, headers: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "description": about,
        "content": {JSON: {"schema": ref(schema)}},
        **({"headers": headers} if headers else {}),
    }


def _text(about: str, media_type: str) -> dict[str, Any]:
    return {"description": about, "content": {media_type: {"schema": TEXT}}}


def _operation(
    name: str, about: str, answers: dict[int, Any], asks: list[dict[str, Any]], refusals: tuple[int, ...], **more: Any
) -> dict[str, Any]:
    refused = {status: _answer(_REFUSALS[status], "Error") for status in refusals}
    responses = {str(status): answer for status, answer in sorted({**refused, **answers}.items())}
    return {"operationId": name, "summary": about, "parameters": asks, "responses": responses, **more}


def _events() -> dict[str, Any]:
    same = {304: {"description": "As you have it."}}
    listed = {200: _answer("The list.", "EventList", _CURSOR | _TAG), **same}
    trending = {200: _answer("The list.", "Trending", _TAG), **same}
    event = {
        200: _answer("The event.", "Event", _CURSOR | _TAG),
        301: {"description": "It was merged into another one, at `Location`."},
        **same,
    }
    one = [parameters.EVENT_ID, parameters.TAG]
    return {
        "/api/events/discovered": {
            "get": _operation("listEvents", "What is on", listed, parameters.LIST, (400, 503))
        },
        "/api/events/trending": {
            "get": _operation("listTrending", "What is popular", trending, parameters.TRENDING, (400, 503))
        },
        "/api/events/{id}": {"get": _operation("getEvent", "One event", event, one, (404, 503))},
        **{f"/api/events/{{id}}/{what}": {"post": _counting(what)} for what in ("views", "shares")},
    }  # fmt: skip


def _counting(what: str) -> dict[str, Any]:
    about = f"Count {what[:-1]}s of an event: once per visitor and day, without a cookie"
    done = {202: _answer("Counted, now or earlier today.", "Counted")}
    return _operation(f"count{what.title()}", about, done, [parameters.EVENT_ID], (404, 429, 503))


def _live() -> dict[str, Any]:
    stream = _text("Server-sent events, until one side ends it: see `x-kinds`.", "text/event-stream")
    kinds = {"event:new": "Event", "event:updated": "Event", "event:cancelled": "Event"}
    kinds |= {"event:removed": "EventRemoved", "place:status": "PlaceStatus"}
    told = {kind: ref(schema) for kind, schema in kinds.items()}
    switch = {101: {"description": "Subscribe by messages from here on; the words are those of the stream."}}
    return {
        "/api/events/live": {
            "get": _operation("followEvents", "Changes as they happen", {200: stream}, parameters.LIVE, (400, 403))
            | {"x-kinds": told}
        },
        "/ws": {"get": _operation("followByWebSocket", "The same over WebSocket", switch, [], ())},
    }


def _rest() -> dict[str, Any]:
    area = {200: _answer("The area.", "Area")}
    health = {200: _answer("All is well.", "Health"), 503: _answer("Something is not.", "Health")}
    alive = {200: _answer("It does.", "Alive")}
    metrics = {200: _text("Prometheus' text format.", "text/plain")}
    own = {200: {"description": "OpenAPI 3.1.", "content": {JSON: {"schema": {"type": "object"}}}}}
    return {
        "/api/areas/{code}": {
            "get": _operation("getArea", "A served area", area, [parameters.AREA_CODE], (404, 503))
        },
        "/api/webhooks/{source}": {"post": _pushing()},
        "/api/openapi.json": {"get": _operation("getDocument", "This document", own, [], ())},
        "/health": {"get": _operation("getHealth", "Whether all is well", health, [], ())},
        "/health/live": {"get": _operation("getAlive", "Whether the process answers", alive, [], ())},
        "/metrics": {"get": _operation("getMetrics", "Figures", metrics, [], ())},
    }  # fmt: skip


def _pushing() -> dict[str, Any]:
    refused = {
        401: "The signature or its time is wrong.",
        409: "Another delivery came under this id.",
        413: "The body is too long.",
        415: "The body is of another type.",
        422: "The body is no event.",
    }
    answers = {status: _answer(about, "Error") for status, about in refused.items()}
    answers[202] = _answer("Stored; it is read later.", "Delivery")
    schema = {"anyOf": [{"type": "object"}, many({"type": "object"})], "description": "schema.org Events."}
    body = {"required": True, "content": {kind: {"schema": schema} for kind in (JSON, "application/ld+json")}}
    return _operation("pushEvents", "Push events", answers, parameters.PUSHED, (400, 404, 503), requestBody=body)


@cache
def document() -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jatre", "version": "1", "description": _ABOUT, "license": _LICENSE},
        "servers": [{"url": "/"}],
        "paths": _events() | _live() | _rest(),
        "components": {"schemas": SCHEMAS},
    }


_LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
