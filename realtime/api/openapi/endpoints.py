"""`/api/openapi.json` and the schemas of the live feed, for programs."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.api.openapi.document import document
from realtime.api.openapi.live import MEDIA_TYPE, bundle

_CACHE_HEADERS = {"cache-control": "public, max-age=300"}


async def openapi(_: Request) -> Response:
    """`GET /api/openapi.json`: the document."""
    return JSONResponse(document(), headers=_CACHE_HEADERS)


async def live_schemas(_: Request) -> Response:
    """`GET /api/schemas/live-v1.json`: the schemas of the live feed."""
    return JSONResponse(bundle(), headers=_CACHE_HEADERS, media_type=MEDIA_TYPE)
