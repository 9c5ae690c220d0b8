"""The HTTP protocol of uvicorn, extended to lend its transport (see `borrowed`) and to limit how long the service waits
for a client (realtime/limits/sockets.py). It depends on private parts of its class, so uvicorn is pinned."""

from __future__ import annotations

import asyncio
import json
import socket
from functools import cache
from http import HTTPStatus

from uvicorn.middleware.proxy_headers import _TrustedHosts
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from realtime.answers.problems import MEDIA_TYPE, problem
from realtime.transport.borrowed import EXTENSION, LendingProtocol
from realtime.transport.client_transport import ABORT_SECONDS

_MAX_UNACKNOWLEDGED_MS = 60_000
_MAX_UNSENT_BYTES = 128 * 1024
"""Unsent bytes that the kernel buffers per client; without a bound they would be megabytes."""

_MAX_HEAD_BYTES = 32 * 1024
_MAX_PIPELINED_REQUESTS = 32
_LAST_CHUNK = b"0\r\n\r\n"


def _answer(status: HTTPStatus, message: str, headers: str = "", kind: str | None = None) -> bytes:
    body = json.dumps(problem(status, None, message, kind))
    return (
        f"HTTP/1.1 {status.value} {status.phrase}\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
        f"connection: close\r\n{headers}\r\n{body}"
    ).encode()


_TIMEOUT_ANSWER = _answer(HTTPStatus.REQUEST_TIMEOUT, "The request did not come in time.")
_TOO_LONG = _answer(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, f"Address and headers have at most {_MAX_HEAD_BYTES} bytes."
)
_FULL_ANSWER = _answer(
    HTTPStatus.SERVICE_UNAVAILABLE, "There is no room for one more connection.", "retry-after: 5\r\n", "full"
)


def _as_text(hosts: list[str] | str) -> str:
    return hosts if isinstance(hosts, str) else ",".join(hosts)


@cache
def _trusted(hosts: str) -> _TrustedHosts:
    return _TrustedHosts(hosts)


def _configure(sock: socket.socket | None) -> None:
    if sock is None or sock.family not in (socket.AF_INET, socket.AF_INET6):
        return
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _MAX_UNACKNOWLEDGED_MS)
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _MAX_UNSENT_BYTES)


class LiveHTTPProtocol(LendingProtocol, HttpToolsProtocol):
    """Lends the transport, lets the kernel drop peers that acknowledge nothing for a minute, and limits how long the
    service waits for a client at any point of its request (realtime/limits/sockets.py)."""

    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol; refuses connections beyond the limits."""
        super().connection_made(transport)
        _configure(transport.get_extra_info("socket"))
        address = self.client[0] if self.client else ""
        if not self.sockets.enter(transport, address, address in _trusted(_as_text(self.config.forwarded_allow_ips))):
            self._end(_FULL_ANSWER)
            return
        self._await_head(self.sockets.settings.head_seconds)

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        if self.transport.is_closing():
            return
        if self._between_requests and not self._head_bytes:
            self._await_head(self.sockets.settings.head_seconds)
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > _MAX_HEAD_BYTES and self._between_requests:
            self._end(_TOO_LONG)

    def on_message_begin(self) -> None:
        """See httptools.HttpRequestParser."""
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: {"lend": self.lend}}
        if self.transport not in self.sockets.owing:
            self._await_head(self.sockets.settings.head_seconds)

    def on_headers_complete(self) -> None:
        """See httptools.HttpRequestParser."""
        self._head_bytes = 0
        super().on_headers_complete()
        if len(self.pipeline) > _MAX_PIPELINED_REQUESTS:
            self.transport.abort()
        self.sockets.owing.begin(self.transport, self.sockets.settings.body_seconds, self._late)

    def on_body(self, body: bytes) -> None:
        """See httptools.HttpRequestParser."""
        self._head_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """See httptools.HttpRequestParser."""
        self._head_bytes = 0
        super().on_message_complete()
        self.sockets.owing.end(self.transport)
        if self.cycle is not None and self.cycle.response_complete:
            self._await_head(self.sockets.settings.idle_seconds)

    def on_response_complete(self) -> None:
        """See HttpToolsProtocol."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size() and self.transport not in self.sockets.unsent:
            self.sockets.paused(self.transport)
        if not self.transport.is_closing() and self._between_requests and self.transport not in self.sockets.owing:
            self._await_head(self.sockets.settings.idle_seconds)

    def handle_websocket_upgrade(self) -> None:
        """See HttpToolsProtocol; from here on the WebSocket protocol handles the connection."""
        self.sockets.owing.end(self.transport)
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        """See asyncio.Protocol; a borrowed transport is watched by its borrower."""
        super().pause_writing()
        if self.borrowed is None:
            self.sockets.paused(self.transport)

    def resume_writing(self) -> None:
        """See asyncio.Protocol."""
        super().resume_writing()
        self.sockets.unsent.end(self.transport)

    def last_bytes(self, code: int) -> bytes:
        """See LendingProtocol."""
        return _LAST_CHUNK

    @property
    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self, seconds: float) -> None:
        self.sockets.owing.begin(self.transport, seconds, self._late)

    def _late(self) -> None:
        """The time to wait is over; a client that has begun a request is sent an error."""
        begun = self._head_bytes or (self.cycle is not None and not self.cycle.response_started)
        self._end(_TIMEOUT_ANSWER if begun else b"")

    def _end(self, answer: bytes) -> None:
        if self.transport.is_closing():
            return
        if answer:
            self.transport.write(answer)
        self.transport.close()
        self.loop.call_later(ABORT_SECONDS, self.transport.abort)
