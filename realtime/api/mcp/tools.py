"""The tools: each is one call of the REST interface, described by its document and answered by its endpoint.

So a tool has the filters, limits, caches and refusals of that call, and no way of its own to the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Message as AsgiMessage

from realtime.answers.problems import problem
from realtime.api.openapi.document import document
from realtime.api.query import refuse_unknown
from realtime.errors import BadParameter

_OWN_HEADERS = frozenset({
    b"accept", b"accept-encoding", b"content-encoding", b"content-length", b"content-type", b"if-none-match",
})  # fmt: skip
"""Those of the message; the others say who asks, and are the call's too."""
_MOVES = 3
"""How many merges are followed to the event that one has become."""


@dataclass(frozen=True)
class Tool:
    """A call, and what is sent where an argument is left out."""

    name: str
    path: str
    about: str
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def operation(self) -> dict[str, Any]:
        """The call as the document has it."""
        found: dict[str, Any] = document()["paths"][self.path]["get"]
        return found

    @property
    def parameters(self) -> dict[str, dict[str, Any]]:
        """The parameters of path and query, by name."""
        return {one["name"]: one for one in self.operation["parameters"] if one["in"] in ("path", "query")}

    def described(self) -> dict[str, Any]:
        """What `tools/list` says of it."""
        properties = {
            name: {**one["schema"], "description": one["description"]}
            | ({"default": self.defaults[name]} if name in self.defaults else {})
            for name, one in self.parameters.items()
        }
        return {
            "name": self.name,
            "title": self.operation["summary"],
            "description": self.about,
            "inputSchema": {
                "type": "object",
                "properties": properties,
                "required": [name for name, one in self.parameters.items() if one.get("required")],
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": False},
        }


@dataclass(frozen=True)
class ToolAnswer:
    """JSON text of an object; a problem where `failed`."""

    text: str
    failed: bool = False


TOOLS = {one.name: one for one in (
    Tool(
        "search_events", "/api/events/discovered",
        "Find events that are on or to come: by words, kind, day and hour, place, price and more. `next` of an event "
        "is its first date that passes; `nextPage` of the answer, sent as `page`, leads on.",
        {"fields": ["title", "category", "status", "dateOnly", "next", "moreDates", "venue", "organizer", "pricing",
                    "links"]},
    ),
    Tool(
        "get_event", "/api/events/{id}",
        "One event with its description, all its dates, who lists it, and where what is said of it comes from.",
    ),
    Tool("list_similar_events", "/api/events/{id}/similar", "Events to come that are like one, and why."),
    Tool(
        "count_events", "/api/facets",
        "How many events pass a filter, by kind, cost, area, weekday and more: without reading them all.",
    ),
    Tool("list_places", "/api/places", "Cafes, halls and other places by their names, and which are open now."),
    Tool("get_place", "/api/places/{id}", "A place, its opening hours of the next week, and what it is like now."),
    Tool("get_weather", "/api/weather/{area}", "The weather of an area now, and hour by hour."),
)}  # fmt: skip
"""By their names, in the order in which they are listed."""


@cache
def listed() -> list[dict[str, Any]]:
    """All tools as `tools/list` has them."""
    return [tool.described() for tool in TOOLS.values()]


async def call(tool: Tool, arguments: dict[str, Any], request: Request) -> ToolAnswer:
    """Answer a call by the endpoint that the tool stands for, as who sent the message."""
    try:
        sent = QueryParams([pair for name, value in arguments.items() for pair in _sent(tool, name, value)])
        refuse_unknown(sent, tuple(tool.parameters))
        parts = {name: _part(sent, one) for name, one in tool.parameters.items() if one["in"] == "path"}
    except BadParameter as error:
        return ToolAnswer(json.dumps(problem(error.status, error.field, str(error))), failed=True)
    left_out = {name: value for name, value in tool.defaults.items() if name not in sent}
    asked = [pair for pair in sent.multi_items() if pair[0] not in parts]
    asked += [pair for name, value in left_out.items() for pair in _sent(tool, name, value)]
    for _ in range(_MOVES):
        status, location, body = await _get(tool, parts, asked, request)
        if status != 301:
            break
        parts = {"id": location.removesuffix("/similar").rpartition("/")[2]}
    return ToolAnswer(body, failed=status != 200)


def _sent(tool: Tool, name: str, value: Any) -> Iterator[tuple[str, str]]:
    """An argument as the parameters of an address; null is as if it were left out. Raises BadParameter."""
    if value is None:
        return
    texts = [_text(name, one) for one in value] if isinstance(value, list) else [_text(name, value)]
    joined = not tool.parameters.get(name, {}).get("explode", True)
    yield from ((name, text) for text in ([",".join(texts)] if joined else texts))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str | int | float):
        raise BadParameter(name[:80], "Send a text, a number, true or false, or a list of them.")
    return str(value)


def _part(sent: QueryParams, parameter: dict[str, Any]) -> str:
    name = parameter["name"]
    if not sent.get(name):
        raise BadParameter(name, f"Send it. {parameter['description']}")
    return sent[name]


async def _get(
    tool: Tool, parts: dict[str, str], asked: list[tuple[str, str]], request: Request
) -> tuple[int, str, str]:
    """Status, `Location` and body of what the endpoint answers; what it raises is a problem, as over HTTP."""
    route = next(one for one in request.app.routes if isinstance(one, Route) and one.path == tool.path)
    quoted = {name: quote(value, safe="", errors="replace") for name, value in parts.items()}
    path = tool.path.format(**quoted)
    started: AsgiMessage = {}
    body = bytearray()

    async def receive() -> AsgiMessage:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: AsgiMessage) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        else:
            body.extend(message.get("body", b""))

    scope = {
        **request.scope, "method": "GET", "path": path, "raw_path": path.encode(), "path_params": parts,
        "query_string": urlencode(asked, errors="replace").encode(), "endpoint": route.endpoint,
        "headers": [(name, value) for name, value in request.scope["headers"] if name not in _OWN_HEADERS],
    }  # fmt: skip
    await route.handle(scope, receive, send)
    location = next((value.decode() for name, value in started["headers"] if name == b"location"), "")
    return started["status"], location, body.decode()
