"""`GET /api/sources/{slug}`: what was read of a source, what is shown of it, and what was left out and why."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.errors import NotFound
from realtime.service import service_of

CACHED = {"cache-control": "public, max-age=60"}


async def report(request: Request) -> Response:
    """The report on one source."""
    found = await service_of(request).source_reports.get(request.path_params["slug"])
    if found is None:
        raise NotFound("source", "There is no such source here.")
    return JSONResponse(found, headers=CACHED)
