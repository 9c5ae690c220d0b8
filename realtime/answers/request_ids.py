"""A name for each request, in its answer, its log entries and its problem."""

from __future__ import annotations

import re
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from realtime.logs import request_id

HEADER = "X-Request-Id"
_CLEAN = re.compile(r"[A-Za-z0-9._:-]{1,64}")


class RequestIds:
    """Takes the client's `X-Request-Id` where it is short and plain, else makes one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        sent = Headers(scope=scope).get(HEADER, "")
        name = sent if _CLEAN.fullmatch(sent) else uuid4().hex
        # never reset: the server logs what was raised here after this has ended, in the same context
        request_id.set(name)

        async def add(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                MutableHeaders(scope=message)[HEADER] = name
            await send(message)

        await self._app(scope, receive, add)
