"""The OpenAPI document: every address but the pages. A test compares it with the routes and their answers."""

from __future__ import annotations

from functools import cache
from typing import Any

from realtime.api.files.contents import MAX_FILE_EVENTS
from realtime.api.files.endpoints import TOTAL, TRUNCATED
from realtime.api.files.formats import FORMATS
from realtime.api.incoming.submissions import MAX_CHARS
from realtime.api.openapi import admin, alerts, counted, details, files, live, mcp, ogc, parameters, places
from realtime.api.openapi.json_schema import COUNT, OBJECT, TEXT, many, ref
from realtime.api.openapi.operation import ANYBODY, JSON, MERGED, SECURITY, answer, operation, refusal, tagged, text
from realtime.api.openapi.schemas import SCHEMAS
from realtime.api.rest import CURSOR

_CURSOR = {
    CURSOR: {"description": "Where the live feed stood before this was read: subscribe from it.", "schema": TEXT}
}
_TAG = {"ETag": {"description": "Send it back as `If-None-Match`.", "schema": TEXT}}
_CHANGED = {"Last-Modified": {"description": "When what the public sees of it last changed.", "schema": TEXT}}
_LEFT_OUT = {
    TOTAL: {
        "description": "How many events there are in all, estimated where there may be more than 1,000.",
        "schema": COUNT,
    },
    TRUNCATED: {"description": "`true` where the last ones are left out.", "schema": TEXT},
}
_NEXT = {"Link": {"description": 'The address of the next page, `rel="next"`.', "schema": TEXT}}
_ABOUT = """\
What is on around you. Lists carry in `Jatre-Cursor` the point of the live feed from which to subscribe, so that
nothing is missed in between. Every refusal is a problem (RFC 9457) that names the parameter, what was sent and what to
send instead. Each answer has an `X-Request-Id`, yours where you send one of up to 64 letters and digits; to readers of
other machines, `RateLimit` and `RateLimit-Policy` state what is left of their requests. Fields may be added: ignore
those that you do not know.
"""


def _events() -> dict[str, Any]:
    listed = tagged(answer("The list.", "EventList", _CURSOR | _TAG | _NEXT))
    trending = tagged(answer("The list.", "Trending", _TAG))
    event = {301: MERGED, **tagged(answer("The event.", "EventDetails", _CURSOR | _TAG))}
    one = [parameters.EVENT_ID, parameters.TAG]
    calendar = {301: MERGED, **tagged(text("All its dates.", "text/calendar", _TAG | _CHANGED))}
    counted = tagged(answer("The counts.", "Facets", _CURSOR | _TAG))
    by_day = tagged(answer("The days.", "Calendar", _CURSOR | _TAG))
    by_place = tagged(answer("The points, or the squares.", "Map", _CURSOR | _TAG))
    return {
        "/api/facets": {"get": operation(
            "countEvents", "What is on, counted by kind, cost and more", counted, parameters.FACETS, (400, 429, 503)
        )},
        "/api/understand": {"get": operation(
            "understandSearch", "What the words of a search mean", {200: answer("The filters.", "Understanding")},
            parameters.UNDERSTAND, (400, 429, 503),
        )},
        "/api/calendar": {"get": operation(
            "listDays", "What is on, counted by day", by_day, parameters.CALENDAR, (400, 429, 503)
        )},
        "/api/map": {"get": operation(
            "listPoints", "What is on, as points of a map", by_place, parameters.MAP, (400, 429, 503)
        )},
        "/api/events": {
            "get": operation("listAll", "What is on, by a shorter name", listed, parameters.LIST, (400, 429, 503))
        },
        "/api/events/discovered": {
            "get": operation("listEvents", "What is on", listed, parameters.LIST, (400, 429, 503))
        },
        **{f"/api/events/discovered.{suffix}": {"get": _file(suffix)} for suffix in FORMATS},
        "/api/events/trending": {
            "get": operation("listTrending", "What is popular", trending, parameters.TRENDING, (400, 503))
        },
        "/api/events/{id}": {"get": operation("getEvent", "One event", event, one, (404, 429, 503))},
        "/api/events/{id}.ics": {
            "get": operation("getEventCalendar", "One event for a calendar", calendar, one, (404, 429, 503))
        },
        **{f"/api/events/{{id}}/{what}": {"post": _counting(what)} for what in ("views", "shares")},
    }  # fmt: skip


def _file(suffix: str) -> dict[str, Any]:
    found = tagged(text(
        f"All that is listed, at most {MAX_FILE_EVENTS:,} events; `Link` leads on.",
        FORMATS[suffix].media_type.partition(";")[0],
        _CURSOR | _TAG | _NEXT | _LEFT_OUT, ref("FeatureCollection") if suffix == "geojson" else TEXT,
    ))  # fmt: skip
    about = f"What is on, as {FORMATS[suffix].about}"
    return operation(f"listEvents{suffix.title()}", about, found, parameters.FILE, (400, 429, 503))


def _counting(what: str) -> dict[str, Any]:
    about = f"Count {what[:-1]}s of an event: once per visitor and day, without a cookie"
    done = {202: answer("Counted, now or earlier today.", "Counted")}
    return operation(f"count{what.title()}", about, done, [parameters.EVENT_ID], (404, 429, 503))


def _live() -> dict[str, Any]:
    stream = {200: text(f"Server-sent events, until one side ends it. Their data: `{live.PATH}`.", "text/event-stream")}
    kinds = {kind: ref(schema) for kind, schema in live.KINDS.items()}
    switch = {101: {"description": f"Subscribe by messages from here on: `ClientMessage` of `{live.PATH}`."}}
    schemas = {200: {"description": "JSON Schema 2020-12.", "content": {live.MEDIA_TYPE: {"schema": OBJECT}}}}
    refused = (400, 401, 403, 429)
    return {
        "/api/events/live": {"get": operation(
            "followEvents", "Changes as they happen", stream, parameters.LIVE, refused, security=ANYBODY
        ) | {"x-kinds": kinds}},
        "/ws": {"get": operation(
            "followByWebSocket", "The same over WebSocket", switch, [], refused, security=ANYBODY
        )},
        "/api/changes": {"get": operation(
            "pollChanges", "The same by polling", {200: answer("What has changed since.", "Changes")}, parameters.POLL,
            (400, 401, 403, 503), security=ANYBODY,
        )},
        live.PATH: {"get": operation("getLiveSchemas", "JSON Schemas of the live feed", schemas, [], ())},
    }  # fmt: skip


def _session() -> dict[str, Any]:
    cookie = {"Set-Cookie": {"description": "`HttpOnly`, `SameSite=Strict`; `Secure` behind TLS.", "schema": TEXT}}
    who = {200: answer("Who you are here.", "Session")}
    begun = {200: answer("It has begun, for twelve hours or as long as the token.", "Session", cookie)}
    over = {204: {"description": "It is over.", "headers": cookie}}
    token = [{"token": list[str]()}]
    return {
        "/api/session": {
            "get": operation("getSession", "Who one is", who, [], (400, 401), security=ANYBODY),
            "post": operation("beginSession", "Sign in a browser", begun, [], (401, 403), security=token),
            "delete": operation("endSession", "Sign out", over, [], (403,)),
        }
    }


def _rest() -> dict[str, Any]:
    area = {200: answer("The area.", "Area")}
    health = {200: answer("All is well.", "Health"), 503: answer("Something is not.", "Health")}
    alive = {200: answer("It does.", "Alive")}
    source = {200: answer("The report, at most a minute old.", "SourceReport")}
    token = {200: answer("It is good for one sending, from three seconds to two hours from now.", "FormToken")}
    metrics = {200: text("Prometheus' text format.", "text/plain")}
    picture = {200: {"description": "It never changes: keep it.", "content": {"image/webp": {"schema": {}}}}}
    own = {200: {"description": "OpenAPI 3.1.", "content": {JSON: {"schema": OBJECT}}}}
    return {
        "/api/areas/{code}": {
            "get": operation("getArea", "A served area", area, [parameters.AREA_CODE], (404, 503))
        },
        "/api/weather/{area}": {"get": operation(
            "getWeather", "The weather of an area", tagged(answer("Now, and hour by hour.", "Weather", _TAG)),
            [parameters.WEATHER_AREA], (404, 503),
        )},
        "/api/webhooks/{source}": {"post": _pushing()},
        "/api/sources/{slug}": {
            "get": operation("getSource", "What became of a source's listings", source, [parameters.SOURCE], (404, 503))
        },
        "/images/{name}": {
            "get": operation("getThumbnail", "A small form of a picture", picture, [parameters.THUMBNAIL], (404, 503))
        },
        "/api/submissions": {
            "get": operation("getSubmissionToken", "A token for sending in an event", token, [], (503,)),
            "post": _sending(),
        },
        "/api/openapi.json": {"get": operation("getDocument", "This document", own, [], ())},
        "/health": {"get": operation("getHealth", "Whether all is well", health, [], ())},
        "/health/live": {"get": operation("getAlive", "Whether the process answers", alive, [], ())},
        "/metrics": {"get": operation("getMetrics", "Figures", metrics, [], ())},
    }  # fmt: skip


def _pushing() -> dict[str, Any]:
    refused = {
        401: "The signature or its time is wrong.",
        409: "Another delivery came under this id.",
        413: "The body is too long.",
        415: "The body is of another type.",
        422: "The body is no event.",
    }
    answers = {status: refusal(about, status) for status, about in refused.items()}
    answers[202] = answer("Stored; it is read later.", "Delivery")
    schema = {"anyOf": [{"type": "object"}, many({"type": "object"})], "description": "schema.org Events."}
    body = {"required": True, "content": {kind: {"schema": schema} for kind in (JSON, "application/ld+json")}}
    return operation("pushEvents", "Push events", answers, parameters.PUSHED, (400, 404, 503), requestBody=body)


def _sending() -> dict[str, Any]:
    refused = {
        403: "A page of another site sent it.",
        409: "The token is wrong, too young or too old.",
        415: "The body is of another type.",
        422: "A field is wrong; the message names what to write instead.",
        429: "Your address sends in too much.",
    }
    answers = {status: refusal(about, status) for status, about in refused.items()}
    answers[202] = answer("Stored; moderators look at it.", "Submitted")
    fields = {name: {"type": "string", "maxLength": most} for name, most in MAX_CHARS.items()}
    schema = {
        "type": "object", "properties": {"token": {"type": "string"}, **fields}, "required": ["token", "title"],
        "description": "The event. `date` as 2026-12-05, `start` and `end` as 19:30, in the area's time.",
    }  # fmt: skip
    body = {"required": True, "content": {JSON: {"schema": schema}}}
    return operation("sendEvent", "Send in an event", answers, [], (503,), requestBody=body)


@cache
def document() -> dict[str, Any]:
    """The document, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jatre", "version": "1", "description": _ABOUT, "license": _LICENSE},
        "servers": [{"url": "/"}],
        "paths": _events()
        | details.paths(_TAG)
        | places.paths(_TAG)
        | ogc.paths(_TAG, _NEXT | _LEFT_OUT)
        | mcp.paths()
        | _live()
        | _session()
        | _rest()
        | alerts.paths()
        | admin.paths(),
        "components": {
            "schemas": SCHEMAS | counted.SCHEMAS | details.SCHEMAS | files.SCHEMAS | ogc.SCHEMAS | places.SCHEMAS,
            "securitySchemes": SECURITY | alerts.SECURITY,
        },
    }


_LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
