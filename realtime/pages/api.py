"""`/api` and `/api/docs`: the description of the API, for people."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from realtime.answers.problems import PROBLEMS
from realtime.api.openapi.document import document
from realtime.pages.templating import render

_CACHE_HEADERS = {"cache-control": "public, max-age=300"}


async def page(request: Request) -> Response:
    """`GET /api/docs`: the document, to be read."""
    shown = {"about": document()["info"], "calls": _calls(), "problems": PROBLEMS}
    return render(request, "api.html", shown, 200, _CACHE_HEADERS)


def _calls() -> list[dict[str, Any]]:
    return [
        {**operation, "method": method.upper(), "path": path}
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    ]
