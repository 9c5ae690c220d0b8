"""The WebSocket protocol of uvicorn, extended to lend its transport (see `borrowed`) and to pass messages on directly.

It depends on private parts of its class, so uvicorn is pinned.
"""

from __future__ import annotations

import asyncio
import random
from typing import Any

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from realtime.transport.borrowed import EXTENSION, BorrowedTransport, LendingProtocol


class LiveWebSocketProtocol(LendingProtocol, WebSocketsSansIOProtocol):
    """Lends the transport and passes messages directly to the endpoint, which may return: nothing waits for a client.

    Its pings find peers that disappeared without closing.
    """

    async def run_asgi(self) -> None:
        """See WebSocketsSansIOProtocol; but the connection outlives an endpoint that has borrowed the transport."""
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), EXTENSION: {"lend": self.lend}}
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
            self.transport.close()
        if self.borrowed is not None:
            self._take_over(self.borrowed)
        elif self.close_timer is None:
            self.transport.close()

    def start_keepalive(self) -> None:
        """See WebSocketsSansIOProtocol; but clients that connected together are not pinged together."""
        if self.ping_interval:
            delay = random.uniform(self.ping_interval / 4, self.ping_interval)  # noqa: S311
            self.ping_timer = self.loop.call_later(delay, self.send_keepalive_ping)

    def send_receive_event_to_app(self) -> None:
        """See WebSocketsSansIOProtocol."""
        if self.borrowed is None:
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        if self.close_sent:
            return
        try:
            self.borrowed.on_message(data.decode() if self.curr_msg_data_type == "text" else None)
        except UnicodeDecodeError:
            self.conn.send_close(1007)
            self.handle_parser_exception()

    def shutdown(self) -> None:
        """See WebSocketsSansIOProtocol; but the borrower closes the connections with a message, and not all at once."""
        if self.borrowed is None:
            super().shutdown()

    def finish(self, code: int) -> None:
        """See LendingProtocol."""
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(self.close_timeout, self.transport.close)

    def last_bytes(self, code: int) -> bytes:
        """See LendingProtocol."""
        self.close_sent = True
        self.conn.send_close(code)
        return b"".join(self.conn.data_to_send())

    def _take_over(self, borrowed: BorrowedTransport) -> None:
        """Pass on early messages; drop what only the handshake needed, since thousands of connections may be open."""
        waiting, self.queue = self.queue, _DROPPING_QUEUE
        while not waiting.empty():
            message = waiting.get_nowait()
            if message["type"] == "websocket.receive":
                borrowed.on_message(message.get("text"))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        del self.request, self.response, self.scope


class _DroppingQueue(asyncio.Queue[Any]):
    """Drops what nobody will receive."""

    def put_nowait(self, item: Any) -> None:
        """See asyncio.Queue."""


_DROPPING_QUEUE: asyncio.Queue[Any] = _DroppingQueue()
