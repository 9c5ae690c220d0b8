"""`/api` and `/api/docs`: the description of the API, for people."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from realtime.answers.problems import PROBLEMS
from realtime.api.openapi.document import document
from realtime.pages.templating import render

MANY = 6
"""So many calls describe a parameter or an answer in the same words when the page does so once, for all of them."""

_CACHE_HEADERS = {"cache-control": "public, max-age=300"}


async def page(request: Request) -> Response:
    """`GET /api/docs`: the document, to be read."""
    shown = {"about": document()["info"], "problems": PROBLEMS, **_described()}
    return render(request, "api.html", shown, 200, _CACHE_HEADERS)


@cache
def _described() -> dict[str, Any]:
    """All calls, each with `own` parameters and answers and the names of those that are `shared`; these by name."""
    calls = [
        {**operation, "method": method.upper(), "path": path}
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    ]
    for call in calls:
        call["answers"] = [{"name": name, "about": one["description"]} for name, one in call["responses"].items()]
    parameters = _shared([one for call in calls for one in call.get("parameters", [])])
    answers = _shared([one for call in calls for one in call["answers"] if not one["name"].startswith("2")])
    for call in calls:
        call["parameters"] = _split(call.get("parameters", []), parameters)
        call["answers"] = _split(call["answers"], answers)
    return {"calls": calls, "parameters": parameters, "answers": answers}


def _shared(described: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By name, what `MANY` describe alike, in the order in which it is met first."""
    times = Counter(map(repr, described))
    return {one["name"]: one for one in described if times[repr(one)] >= MANY}


def _split(described: list[dict[str, Any]], shared: dict[str, dict[str, Any]]) -> dict[str, list[Any]]:
    """What one call describes itself, and the names of what it shares with others."""
    own = [one for one in described if shared.get(one["name"]) != one]
    return {"own": own, "shared": [one["name"] for one in described if shared.get(one["name"]) == one]}
