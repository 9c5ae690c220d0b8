"""Of several processes one follows the feed; the others stand by, and one of them goes on when that one is gone.

Who follows it holds a lock on a connection of its own, which the server lets go when the connection ends, however the
process does. One that hangs keeps its connection, so it has to speak on it between its steps: whoever stands by ends
the connection of one that was silent for longer than a step takes. That spares work and no more: two that follow at
once still write nothing twice, by the cursor.
"""

from __future__ import annotations

import logging
import time

import psycopg

from include import metrics
from include.db import lasting_connection

LOOK_SECONDS = 0.5
"""How often a process looks whether it may take over, or whether its connection still stands."""
SILENT_SECONDS = 25.0
"""Of a leader, until others take it to hang. One whose step takes longer loses its place, and nothing else."""
JUDGE_SECONDS = 2.0
"""How often who stands by looks for that."""
AGAIN_SECONDS = 2.0
"""Until it is tried again to look, after that has failed."""

_log = logging.getLogger(__name__)


class LeaderElection:
    """Whether this process is the one."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: psycopg.Connection | None = None
        self._leads = False
        self._look_at = 0.0
        self._judge_at = 0.0

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
            if not self._leads:
                self._judge(self._connection)
        except psycopg.Error:
            metrics.count("alerts.faults.election")
            _log.exception("it cannot be seen which process follows the feed: this one does not, and looks again")
            self.resign()
            self._look_at = time.monotonic() + AGAIN_SECONDS
        return self._leads

    def resign(self) -> None:
        """Leave it to another one, until this one is asked again."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._leads = None, False

    def _judge(self, connection: psycopg.Connection) -> None:
        """End the connection of a leader that hangs; the lock is free at one of the next looks."""
        if time.monotonic() < self._judge_at:
            return
        self._judge_at = time.monotonic() + JUDGE_SECONDS
        (ended,) = connection.execute("select jatre.alert_leader_end(%s)", [SILENT_SECONDS]).fetchone() or (False,)
        if ended:
            metrics.count("alerts.faults.leader")
            _log.warning(
                "the process that followed the feed was silent for %.0f seconds: another one goes on", SILENT_SECONDS
            )
