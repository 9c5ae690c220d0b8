"""Styles, scripts and pictures of the pages, under addresses that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.answers.compression import MIN_COMPRESSED_BYTES, Encoding, compressed, encoding_of
from realtime.api.rest import is_known

_STATIC = Path(__file__).parent / "static"
_CONTENTS = {path.relative_to(_STATIC).as_posix(): path.read_bytes() for path in sorted(_STATIC.rglob("*.*"))}
"""Of every file, by its name below `static`: a page asks for sixty at once, and reading each anew takes longest."""
_VERSION = hashlib.blake2b(b"".join(_CONTENTS.values()), digest_size=6).hexdigest()

ADDRESS = f"/static/{_VERSION}"
"""Changes with the files, so that browsers may keep them for ever."""

_FOR_EVER = "public, max-age=31536000, immutable"


async def versioned(request: Request) -> Response:
    """`/static/<version>/<file>`: a file that browsers may keep for ever, if it is of that version."""
    # a page of another version may ask this process while a new one is put in place: nobody keeps what it gets
    is_present = request.path_params["version"] == _VERSION
    return _file(request, request.path_params["file"], _FOR_EVER if is_present else "no-cache")


async def live_client(request: Request) -> Response:
    """`/static/live.js`, the client of the live feed: for pages of any site, under an address that stays."""
    response = _file(request, "live.js", "public, max-age=3600")
    response.headers["access-control-allow-origin"] = "*"
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


async def service_worker(request: Request) -> Response:
    """`/sw.js`, which keeps pages for reading offline: beside them, for a script rules what lies beneath it."""
    return _file(request, "sw.js", "no-cache")


async def icon(request: Request) -> Response:
    """`/favicon.ico`, for browsers that do not look into the page."""
    return _file(request, "icon.svg", "public, max-age=3600")


def _file(request: Request, name: str, caching: str) -> Response:
    """A file in the encoding that the browser would rather have; 304 if it has it. Raises: HTTPException."""
    if name not in _CONTENTS:
        raise HTTPException(404)
    tag = _tag(name)
    headers = {"cache-control": caching, "etag": tag}
    if is_known(request, tag):
        return Response(status_code=304, headers=headers | {"vary": "Accept-Encoding"})
    encoding = encoding_of(request.headers)
    body = _compressed(name, encoding) if encoding else None
    if body is not None:
        headers |= {"content-encoding": str(encoding), "vary": "Accept-Encoding"}
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_CONTENTS[name] if body is None else body, media_type=media_type, headers=headers)


@cache
def _tag(name: str) -> str:
    return f'W/"{hashlib.blake2b(_CONTENTS[name], digest_size=12).hexdigest()}"'


@cache
def _compressed(name: str, encoding: Encoding) -> bytes | None:
    """Made when first asked for; None where it would not be shorter."""
    content = _CONTENTS[name]
    made = compressed(content, encoding) if len(content) >= MIN_COMPRESSED_BYTES else content
    return made if len(made) < len(content) else None


async def manifest(_: Request) -> Response:
    """`/manifest.webmanifest`: how the page is installed as an app."""
    icon_file = {"src": f"{ADDRESS}/icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    content = {
        "id": "/",
        "name": "Jatre: what’s on around you",
        "short_name": "Jatre",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf9f5",
        "theme_color": "#fbf9f5",
        "icons": [icon_file],
    }
    return JSONResponse(content, headers={"cache-control": "no-cache"}, media_type="application/manifest+json")


def base_maps(area: str) -> list[str]:
    """Addresses of the files with streets and parks that lie beneath the map of an area."""
    return [f"{ADDRESS}/{name}" for name in _CONTENTS if fnmatch(name, f"areas/{area}*.geojson")]
