"""The weather by REST: `GET /api/weather/{area}`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from realtime.api.rest import tagged
from realtime.errors import NotFound
from realtime.service import service_of
from realtime.weather.answers import weather_of


async def weather(request: Request) -> Response:
    """How it is in an area and what the next hours bring; `present` is null once it has expired."""
    found, now = await weather_of(service_of(request), request.path_params["area"])
    if found.text is None:
        raise NotFound("area", "There is no such area.")
    return tagged(request, found.body(now), found.text)
