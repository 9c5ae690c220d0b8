"""Headers of every answer. Texts and links on the pages come from other sites, so no inline script may run.

No page of another site may hold ours in a frame, but for Airflow, where one is named: the console and its sign-in.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' https: http: data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
FRAMED = re.compile(r"/admin(/.*)?|/signin")
"""Pages that Airflow may show within its own."""
_ORIGIN = re.compile(r"https?://[a-z0-9.:\[\]-]+")
OWN_PAGES = ("/api/submissions", "/api/admin/", "/api/alerts")
"""How paths begin that pages of other sites may neither read nor send to, wherever the rest may be read."""
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(self)",
}


class SecurityHeaders:
    """Adds the headers to each response, unless it has set its own; `airflow_url` is where Airflow is, "" for none."""

    def __init__(self, app: ASGIApp, airflow_url: str = "") -> None:
        self._app = app
        self._framed = _framed_by(airflow_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (self._framed if FRAMED.fullmatch(scope["path"]) else _HEADERS).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, add if scope["type"] == "http" else send)


def _framed_by(airflow_url: str) -> dict[str, str]:
    """The headers of what Airflow may frame; those of all pages where it is not named, or by no address of the web."""
    try:
        parts = urlsplit(airflow_url.strip().lower())
    except ValueError:
        return _HEADERS
    origin = f"{parts.scheme}://{parts.netloc}"
    if not _ORIGIN.fullmatch(origin):
        return _HEADERS
    # `x-frame-options` can name no origin
    kept = {name: value for name, value in _HEADERS.items() if name != "x-frame-options"}
    return kept | {"content-security-policy": POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {origin}")}


class CrossOriginHeaders(CORSMiddleware):
    """Leave for pages of other sites, but not for `OWN_PAGES`."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        own = scope["type"] == "http" and scope["path"].startswith(OWN_PAGES)
        await (self.app if own else super().__call__)(scope, receive, send)
