"""JSON Schemas of all messages of the live feed: `/api/schemas/live-v1.json`.

`$defs` has one schema per kind of change and per message, under its name: that of the `data:` of a server-sent event of
that name. `ServerMessage` and `ClientMessage` are the messages of a WebSocket. Fields, kinds and messages may be
added within version 1: no schema forbids a field that it does not know; an unknown `type` or `kind` fits none.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from include.filters.fields import BY_NAME, LIVE_NAMES
from realtime.api.openapi.json_schema import COUNT, FLAG, NUMBER, TEXT, Schema, many, optional, record, ref
from realtime.api.openapi.schemas import SCHEMAS

PATH = "/api/schemas/live-v1.json"
MEDIA_TYPE = "application/schema+json"

_ABOUT = """\
One schema per kind and word of the stream, under its name; ServerMessage and ClientMessage of the WebSocket. Fields,
kinds and words may be added: ignore those that you do not know.
"""

KINDS: dict[str, str] = {
    "event:new": "Event",
    "event:updated": "Event",
    "event:cancelled": "Event",
    "event:removed": "EventRemoved",
    "place:status": "PlaceStatus",
    "weather:update": "WeatherUpdate",
    "bulk": "Bulk",
    "moderation": "Moderation",
}
"""What a change of each kind carries."""
_PARTS = ("Event", "Occurrence", "Venue", "Pricing", "ForecastHour", "Attribution")
"""The schemas that these refer to."""

_CURSOR = {**TEXT, "description": "Where the client stands now: opaque."}
_RETRY = {**COUNT, "description": "Milliseconds to wait before connecting again."}
_ROOMS = many(TEXT)
_FILTER: Schema = {
    "type": "object",
    "description": "Conditions on events, of which all have to hold; a named window is the two dates that it was.",
    "properties": {name: BY_NAME[name].kind.schema for name in LIVE_NAMES if name != "when"},
}


def _open(*examples: str) -> Schema:
    return {**TEXT, "examples": [*examples]}


MESSAGES: dict[str, Schema] = {
    "hello": record(
        "The first word.", protocol={"const": 1}, retryMs=_RETRY,
        keepaliveSeconds={**NUMBER, "description": "The longest silence; after twice as long the line is dead."},
    ),
    "subscribed": optional(record(
        "From here on this is sent.", rooms=_ROOMS, cursor=_CURSOR,
        recovered={**FLAG, "description": "Whether nothing is missing since the cursor that was brought."},
    ), filter=_FILTER),
    "position": record("Nothing has happened up to here that concerns you.", cursor=_CURSOR),
    "reset": record("What was listed is void: list again.", reason=_open(
        "malformed", "epoch", "ahead", "expired", "rewound", "gap", "truncated"
    )),
    "behind": record("You were too slow; connect again.", reason=_open("stalled", "lag"), cursor=_CURSOR),
    "closing": record("The connection ends.", reason=_open("restart", "expired", "rate", "busy"), retryMs=_RETRY),
}  # fmt: skip
"""The messages beside the changes, on both transports."""

_ANSWERS: dict[str, Schema] = {
    "error": record("What was wrong with a message; the connection goes on.", field=TEXT, message=TEXT),
    "pong": record("The answer to a ping."),
}
_CLIENT_MESSAGES: dict[str, Schema] = {
    "subscribe": optional(record("Add rooms; a cursor with the first ones only.", rooms=_ROOMS), cursor=TEXT, filter={
        "type": "object", "description": "By the names and values of the stream's parameters; it replaces the last."
    }),
    "unsubscribe": record("Leave rooms.", rooms=_ROOMS),
    "ping": record("Ask for a sign of life."),
}  # fmt: skip


@cache
def bundle() -> dict[str, Any]:
    """The document."""
    payloads = {name: SCHEMAS[name] for name in _PARTS}
    payloads |= {name: SCHEMAS[name] for name in KINDS.values()}
    kinds = {kind: ref(schema) for kind, schema in KINDS.items()}
    sent = [_frame(kind) for kind in KINDS] + [_message(name, schema) for name, schema in (MESSAGES | _ANSWERS).items()]
    messages = {
        "ServerMessage": {"oneOf": sent},
        "ClientMessage": {"oneOf": [_message(name, schema) for name, schema in _CLIENT_MESSAGES.items()]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": PATH,
        "title": "The live feed, version 1",
        "description": _ABOUT,
        "$defs": _within(payloads | kinds | MESSAGES | messages),
    }


def _frame(kind: str) -> Schema:
    fields = {"entity": TEXT, "version": COUNT, "cursor": _CURSOR, "data": ref(KINDS[kind])}
    return record("A change.", type={"const": "event"}, kind={"const": kind}, **fields)


def _message(name: str, schema: Schema) -> Schema:
    """A message of a WebSocket: with its name as `type`, and the cursor that a stream has as the id of the event."""
    known = {"type": {"const": name}, **schema["properties"]}
    placed = {"cursor": _CURSOR} if name == "reset" else {}
    return {**schema, "properties": known | placed, "required": ["type", *schema["required"], *placed]}


def _within(node: Any) -> Any:
    """The same, with references to the schemas of this document."""
    if isinstance(node, list):
        return [_within(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: value.replace("#/components/schemas/", "#/$defs/") if key == "$ref" else _within(value)
        for key, value in node.items()
    }
