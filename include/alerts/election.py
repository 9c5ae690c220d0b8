"""Of several processes one follows the feed; the others stand by, and one of them goes on when that one is gone.

Who follows it holds a lock on a connection of its own, which the server lets go when the connection ends, however the
process does. That spares work and no more: two that follow at once still write nothing twice, by the cursor.
"""

from __future__ import annotations

import time

import psycopg

from include.db import lasting_connection

LOOK_SECONDS = 0.5
"""How often a process looks whether it may take over, or whether its connection still stands."""


class LeaderElection:
    """Whether this process is the one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None
        self._leads = False
        self._look_at = 0.0

    def is_leader(self) -> bool:
        """Whether it is, or has become so now. Where the database does not answer it is not."""
        if time.monotonic() < self._look_at:
            return self._leads
        self._look_at = time.monotonic() + LOOK_SECONDS
        try:
            if self._connection is None:
                self._connection = lasting_connection(self._url)
            statement = "select true" if self._leads else "select pg_try_advisory_lock(7391, 2)"
            (self._leads,) = self._connection.execute(statement).fetchone() or (False,)
        except psycopg.Error:
            self.resign()
        return self._leads

    def resign(self) -> None:
        """Leave it to another one, until this one is asked again."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._leads = None, False
