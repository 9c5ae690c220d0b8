"""Refuses malformed addresses and hosts before any endpoint."""

from __future__ import annotations

import re

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from realtime.answers.problems import problem, problem_response

MAX_ADDRESS_BYTES = 8 * 1024
_HOST = re.compile(rb"[A-Za-z0-9._~%-]*(:[0-9]{1,5})?|\[[0-9A-Fa-f:.%]+\](:[0-9]{1,5})?")


class WellFormedRequests:
    """Answers 400 to a malformed `Host`, 414 to an address that is too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        refused = _refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await refused(scope, receive, send)
        else:
            await WebSocket(scope, receive, send).send_denial_response(refused)


def _refusal(scope: Scope) -> Response | None:
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if len(hosts) > 1 or any(len(host) > 300 or not _HOST.fullmatch(host) for host in hosts):
        return _refused(400, "Host", "Send one Host header, with a name and maybe a port.")
    if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > MAX_ADDRESS_BYTES:
        return _refused(414, None, f"An address has at most {MAX_ADDRESS_BYTES:,} bytes.")
    return None


def _refused(status: int, field: str | None, message: str) -> Response:
    return problem_response(problem(status, field, message))
