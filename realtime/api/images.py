"""`GET /images/{name}`: thumbnails. A name is that of one content, so a copy of it is never out of date."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from realtime import contract
from realtime.errors import NotFound
from realtime.service import service_of

NAME = re.compile(r"[0-9a-f]{32}-[0-9]{1,4}x[0-9]{1,4}\.webp")
FOREVER = {
    "cache-control": "public, max-age=31536000, immutable",
    # it is a picture, whatever a browser is brought to take it for
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
}


async def image(request: Request) -> Response:
    """The thumbnail of that name."""
    name = request.path_params["name"]
    body = None
    if NAME.fullmatch(name):
        async with service_of(request).database.connection() as connection:
            body = await contract.image_get(connection, name)
    if body is None:
        raise NotFound("name", "There is no such picture, or no event shows it any more.")
    return Response(body, media_type="image/webp", headers=FOREVER)
