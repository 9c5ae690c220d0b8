"""How many requests to the API one address may make in a minute, and what it is told of it in each answer."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from realtime.answers.problems import problem, problem_response
from realtime.errors import TooOften
from realtime.limits.visits import Rate, address_of, elsewhere, network_of

COUNTED = ("/api/", "/mcp")
"""How the paths begin that count."""


class RequestRate:
    """Answers 429 to an address with more than `per_minute` requests to what is `COUNTED`; 0 is no limit.

    This machine has none: it may be a proxy that does not forward the client's address.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._rate = Rate(per_minute, "requests")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http" or not scope["path"].startswith(COUNTED) or not self._rate.per_minute:
            await self._app(scope, receive, send)
            return
        address = address_of(HTTPConnection(scope))
        if not elsewhere(address):
            await self._app(scope, receive, send)
            return
        network, now = network_of(address), time.monotonic()
        wait = self._rate.wait(network, now)
        left = self._rate.headers(network, now)

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in left.items():
                    headers.append(name, value)
            await send(message)

        if wait:
            error = TooOften(wait)
            refused = problem_response(problem(error.status, error.field, str(error), error.kind), error.headers)
            await refused(scope, receive, add)
        else:
            await self._app(scope, receive, add)
