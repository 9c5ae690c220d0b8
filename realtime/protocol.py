"""uvicorn's protocols with a door to the transport.

ASGI lets one send at a time, and `send` waits for a client that has stopped reading. An endpoint that takes the line
writes to the transport itself: never waiting, the same bytes for many clients. All writes are whole frames or chunks,
so they go well with the server's own. On a server without these classes endpoints do without. uvicorn is pinned.
"""

from __future__ import annotations

import asyncio
import random
import socket
import time
from collections.abc import Callable
from typing import Any

from starlette.types import Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from realtime.batch import Batch
from realtime.wire import nothing

_EXTENSION = "jatre.line"
_UNACKNOWLEDGED_MS = 60_000
_ABORT_SECONDS = 5.0
_LAST_CHUNK = b"0\r\n\r\n"


class Line:
    """The transport behind a connection, lent to its endpoint: a Wire."""

    __slots__ = ("_protocol", "_transport", "drained", "heard", "lost", "paused_at")

    def __init__(self, protocol: LiveHTTPProtocol | LiveWebSocketProtocol) -> None:
        self.paused_at: float | None = None
        self.drained: Callable[[], None] = nothing
        self.lost: Callable[[], None] = nothing
        self.heard: Callable[[str | None], None] = lambda _: None
        """Called with each message of a WebSocket, with None for one that is no text."""
        self._protocol = protocol
        self._transport = protocol.transport

    def write(self, batch: Batch) -> None:
        """See Wire."""
        self._transport.write(batch.data)

    def say(self, data: bytes) -> None:
        """See Wire."""
        self._transport.write(data)

    def close(self, farewell: bytes, code: int) -> None:
        """See Wire."""
        if self._transport.is_closing():
            return
        self._transport.write(farewell)
        if self.paused_at is None:
            self._protocol.finish(code)
            return
        # the client takes nothing: what has not gone out after a while is dropped with the connection
        self._transport.write(self._protocol.last_bytes(code))
        self._transport.close()
        asyncio.get_running_loop().call_later(_ABORT_SECONDS, self._transport.abort)

    def give_back(self) -> None:
        """The endpoint is through with it."""
        self._protocol.line = None

    def pause(self) -> None:
        """The transport holds more than it should."""
        self.paused_at = time.monotonic()

    def resume(self) -> None:
        """It has room again."""
        self.paused_at = None
        self.drained()


class LiveHTTPProtocol(HttpToolsProtocol):
    """Lends the transport, and lets the kernel give up peers that acknowledge nothing for a minute."""

    line: Line | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol."""
        super().connection_made(transport)
        sock = transport.get_extra_info("socket")
        if sock is not None and sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)

    def on_message_begin(self) -> None:
        """See httptools.HttpRequestParser."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: {"lend": self.lend}}

    def lend(self) -> Line:
        """The line, from after the start of a chunked response until it is given back."""
        self.line = Line(self)
        return self.line

    def finish(self, _: int) -> None:
        """Nothing: the endpoint, which hears of it, ends the response."""

    def last_bytes(self, _: int) -> bytes:
        """What ends a response."""
        return _LAST_CHUNK

    def pause_writing(self) -> None:
        """See asyncio.Protocol."""
        super().pause_writing()
        if self.line is not None:
            self.line.pause()

    def resume_writing(self) -> None:
        """See asyncio.Protocol."""
        super().resume_writing()
        if self.line is not None:
            self.line.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        super().connection_lost(exc)
        if self.line is not None:
            self.line.lost()


class LiveWebSocketProtocol(WebSocketsSansIOProtocol):
    """Lends the transport and hands messages straight to the endpoint, which may return: nothing waits for a client.

    Its pings find peers that are gone without a word.
    """

    line: Line | None = None

    def lend(self) -> Line:
        """The line, from after the handshake on."""
        self.line = Line(self)
        return self.line

    async def run_asgi(self) -> None:
        """See WebSocketsSansIOProtocol; but the connection outlives an endpoint that has taken the line."""
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), _EXTENSION: {"lend": self.lend}}
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
            self.line = None
        if self.line is None:
            if self.close_timer is None:
                self.transport.close()
        else:
            self._take_over(self.line)

    def start_keepalive(self) -> None:
        """See WebSocketsSansIOProtocol; but those who came together are not pinged together."""
        if self.ping_interval:
            delay = random.uniform(self.ping_interval / 4, self.ping_interval)  # noqa: S311
            self.ping_timer = self.loop.call_later(delay, self.send_keepalive_ping)

    def send_receive_event_to_app(self) -> None:
        """See WebSocketsSansIOProtocol."""
        if self.line is None:
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        if self.close_sent:
            return
        try:
            self.line.heard(data.decode() if self.curr_msg_data_type == "text" else None)
        except UnicodeDecodeError:
            self.conn.send_close(1007)
            self.handle_parser_exception()

    def shutdown(self) -> None:
        """See WebSocketsSansIOProtocol; but who has the line lets its clients go with a word, and not all at once."""
        if self.line is None:
            super().shutdown()

    def finish(self, code: int) -> None:
        """Begin the closing handshake."""
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def last_bytes(self, code: int) -> bytes:
        """A close frame."""
        self.close_sent = True
        self.conn.send_close(code)
        return b"".join(self.conn.data_to_send())

    def pause_writing(self) -> None:
        """See asyncio.Protocol."""
        super().pause_writing()
        if self.line is not None:
            self.line.pause()

    def resume_writing(self) -> None:
        """See asyncio.Protocol."""
        super().resume_writing()
        if self.line is not None:
            self.line.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        super().connection_lost(exc)
        if self.line is not None:
            self.line.lost()

    def _take_over(self, line: Line) -> None:
        """Hand on what came early; thousands may be attached, so what only the handshake needed goes."""
        waiting, self.queue = self.queue, _NOWHERE
        while not waiting.empty():
            message = waiting.get_nowait()
            if message["type"] == "websocket.receive":
                line.heard(message.get("text"))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        del self.request, self.response, self.scope


class _Nowhere(asyncio.Queue[Any]):
    """Takes what nobody will receive."""

    def put_nowait(self, item: Any) -> None:
        """See asyncio.Queue."""


_NOWHERE: asyncio.Queue[Any] = _Nowhere()


def lender_of(scope: Scope) -> Callable[[], Line] | None:
    """How to take the line of a connection, where the server lends it."""
    lend: Callable[[], Line] | None = scope.get("extensions", {}).get(_EXTENSION, {}).get("lend")
    return lend
