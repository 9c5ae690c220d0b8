"""Styles, scripts and pictures of the pages, under addresses that change with their content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

_STATIC = Path(__file__).parent / "static"
_VERSION = hashlib.blake2b(b"".join(p.read_bytes() for p in sorted(_STATIC.rglob("*.*"))), digest_size=6).hexdigest()

ADDRESS = f"/static/{_VERSION}"
"""Changes with the files, so that browsers may keep them for ever."""


class _VersionedFiles(StaticFiles):
    """Files that browsers may keep for ever."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """See StaticFiles; no file has a zero byte in its name."""
        return ("", None) if "\0" in path else super().lookup_path(path)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """See StaticFiles."""
        response = super().file_response(*args, **kwargs)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def static_files() -> StaticFiles:
    """The application that serves the files."""
    return _VersionedFiles(directory=_STATIC)


_FILES = StaticFiles(directory=_STATIC)


async def live_client(request: Request) -> Response:
    """`/static/live.js`, the client of the live feed: for pages of any site, under an address that stays."""
    response = await _FILES.get_response("live.js", request.scope)
    response.headers["cache-control"] = "public, max-age=3600"
    response.headers["access-control-allow-origin"] = "*"
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


async def service_worker(request: Request) -> Response:
    """`/sw.js`, which keeps pages for reading offline: beside them, for a script rules what lies beneath it."""
    response = await _FILES.get_response("sw.js", request.scope)
    response.headers["cache-control"] = "no-cache"
    return response


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


async def icon(_: Request) -> Response:
    """`/favicon.ico`, for browsers that do not look into the page."""
    return FileResponse(_STATIC / "icon.svg", media_type="image/svg+xml")


def base_maps(area: str) -> list[str]:
    """Addresses of the files with streets and parks that lie beneath the map of an area."""
    return [f"{ADDRESS}/areas/{path.name}" for path in sorted((_STATIC / "areas").glob(f"{area}*.geojson"))]
