"""Compressed answers for who takes them."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import Receive, Scope, Send

_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)


class Compression(GZipMiddleware):
    """Starlette's, but for clients that name gzip to refuse it (`gzip;q=0`; RFC 9110, 12.5.3)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and _REFUSED.search(Headers(scope=scope).get("accept-encoding", "")):
            # endpoints that compress by themselves must not see it either
            left = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": left}
        await super().__call__(scope, receive, send)
