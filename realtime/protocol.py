"""uvicorn's protocols, lending their transports (realtime/line.py). They lean on its classes, so uvicorn is pinned."""

from __future__ import annotations

import asyncio
import random
import socket
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from realtime.line import EXTENSION, Lender, Line

_UNACKNOWLEDGED_MS = 60_000
_LAST_CHUNK = b"0\r\n\r\n"


class LiveHTTPProtocol(Lender, HttpToolsProtocol):
    """Lends the transport, and lets the kernel give up peers that acknowledge nothing for a minute."""

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
        self.scope["extensions"] = {EXTENSION: {"lend": self.lend}}

    def last_bytes(self, code: int) -> bytes:
        """See Lender."""
        return _LAST_CHUNK


class LiveWebSocketProtocol(Lender, WebSocketsSansIOProtocol):
    """Lends the transport and hands messages straight to the endpoint, which may return: nothing waits for a client.

    Its pings find peers that are gone without a word.
    """

    async def run_asgi(self) -> None:
        """See WebSocketsSansIOProtocol; but the connection outlives an endpoint that has taken the line."""
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), EXTENSION: {"lend": self.lend}}
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
            self.transport.close()
        if self.line is not None:
            self._take_over(self.line)
        elif self.close_timer is None:
            self.transport.close()

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
        """See Lender."""
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def last_bytes(self, code: int) -> bytes:
        """See Lender."""
        self.close_sent = True
        self.conn.send_close(code)
        return b"".join(self.conn.data_to_send())

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
