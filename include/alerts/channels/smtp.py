"""SMTP that ends: a server that sends a byte now and then is never silent, and could hold a mail for ever."""

from __future__ import annotations

import smtplib
import socket
from contextlib import suppress
from threading import Event, Thread
from typing import Any

MOST_SECONDS = 120.0
"""Of one mail in all: ten seconds of silence before each of a server's answers are within it, and the three minutes for
which a mail's channel is held are not over."""
_CUT_SECONDS = 1.0


class BoundedSMTP(smtplib.SMTP):
    """Cuts the connection when `MOST_SECONDS` are over since it was asked for; what waits on it then raises OSError or
    SMTPException, as when the server had gone."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        self._closed = Event()
        super().__init__(*arguments, **more)

    def connect(self, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        """See `smtplib.SMTP`."""
        Thread(target=self._watch, name="smtp-deadline", daemon=True).start()
        try:
            return super().connect(*arguments, **more)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """See `smtplib.SMTP`."""
        self._closed.set()
        super().close()

    def _watch(self) -> None:
        seconds = MOST_SECONDS
        while not self._closed.wait(seconds):
            connection = self.sock  # which may be gone at the next look
            if connection is not None:
                with suppress(OSError):
                    # of the connection below TLS: that of TLS would wait for the other side
                    socket.socket.shutdown(connection, socket.SHUT_RDWR)
            seconds = _CUT_SECONDS  # again, where there was none yet


class BoundedSMTPS(BoundedSMTP, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""
