"""`/api/openapi.json` for programs, `/api` for people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.templating import Jinja2Templates

from realtime.api.openapi.document import document
from realtime.api.openapi.live import bundle
from realtime.pages import views

_CACHE_HEADERS = {"cache-control": "public, max-age=300"}
_HERE = Path(__file__).parent
_templates = Jinja2Templates(directory=[_HERE, _HERE.parents[1] / "pages" / "templates"])
_templates.env.trim_blocks = _templates.env.lstrip_blocks = True
_templates.env.globals.update(static=f"/static/{views.VERSION}")


def marked(text: str) -> Markup:
    """What stands between backticks as code."""
    return Markup(re.sub(r"`([^`]*)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


_templates.env.filters["marked"] = marked


async def openapi(_: Request) -> Response:
    """`GET /api/openapi.json`: the document."""
    return JSONResponse(document(), headers=_CACHE_HEADERS)


async def live_schemas(_: Request) -> Response:
    """`GET /api/schemas/live-v1.json`: the schemas of the live feed."""
    return JSONResponse(bundle(), headers=_CACHE_HEADERS, media_type="application/schema+json")


async def page(request: Request) -> Response:
    """`GET /api`: the document, to be read."""
    return _templates.TemplateResponse(
        request, "page.html", {"about": document()["info"], "calls": _calls()}, 200, _CACHE_HEADERS
    )


def _calls() -> list[dict[str, Any]]:
    return [
        {**operation, "method": method.upper(), "path": path}
        for path, operations in document()["paths"].items()
        for method, operation in operations.items()
    ]
