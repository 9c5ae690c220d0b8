"""Hears that something was committed to the feed. It only wakes: what is not heard is found by looking now and then."""

from __future__ import annotations

import time

import psycopg

from include.db import lasting_connection

CHANNEL = "jatre_feed"
RETRY_SECONDS = 5.0


class FeedListener:
    """Listens on a connection of its own, and opens another one when that is lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None
        self._retry_at = 0.0

    def wait(self, seconds: float) -> None:
        """Until it rings, at most so many seconds."""
        try:
            connection = self._connected()
            if connection is None:
                time.sleep(seconds)
                return
            for _ in connection.notifies(timeout=seconds, stop_after=1):
                return
        except psycopg.Error:
            self._connection, self._retry_at = None, time.monotonic() + RETRY_SECONDS

    def close(self) -> None:
        """Listen no more."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _connected(self) -> psycopg.Connection | None:
        if self._connection is None and time.monotonic() >= self._retry_at:
            self._connection = lasting_connection(self._url)
            self._connection.execute(f"listen {CHANNEL}")
        return self._connection
