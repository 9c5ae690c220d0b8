"""Makes of what was found a row of the outbox for each channel that it is told to.

It takes as long as finding, so where many changes come the rows come later: finding has the processor, and what was
found is kept. One process at a time writes into the outbox, under a lock for which whoever removes a channel waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from sqlalchemy import Engine, text

from include.db import query

AT_ONCE = {"findings": 2_500, "alerts": 30_000}
"""What is told at most in one transaction, for which whoever erases a channel waits: half a second. The more it is, the
less each takes."""
FEW_AT_ONCE = {"findings": 250, "alerts": 2_500}
"""The same where others are short of time: some 50 ms."""
BEHIND_CHANGES = 200
"""Unread ones, from which on time is too short for reading the feed."""
LATE_SECONDS = 10.0
"""For which what was found is kept waiting then. After that it is told by and by."""
REST_BEHIND = 9.0
"""So many times as long as a step is then the time between two: a tenth of a processor."""
FAST_PER_SECOND = 250.0
"""Changes read in a second, from which on a long step would keep those that come waiting."""
REST_FAST = 3.0
"""The same then: a quarter of a processor."""
_PACE_SECONDS = 0.2
"""Between two looks from which it is told how fast changes are read."""
_LOOK_UP = (
    "set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off;"
    " set local work_mem = '32MB'"
)
"""The planner cannot know how many alerts there are in arrays; and so many are sorted in memory."""


class OutboxWriter:
    """Tells what the feed matcher has found, so much at once.

    Who `reads` the feed as well tells nothing where changes come fast.
    """

    def __init__(self, engine: Engine, at_once: Mapping[str, int] = AT_ONCE, *, reads: bool = False) -> None:
        self._engine = engine
        self._reads = reads
        self._at_once = at_once
        self._looked: tuple[float, int] | None = None
        self._is_fast = False
        self.rest_seconds = 0.0
        """For which it wants to be left alone after its last step."""

    def step(self, *, yields: bool = False) -> int:
        """Tell some of what was found, the oldest first: how many findings; none while another process does.

        With `yields` little where changes come fast, and none where reading them is behind, unless somebody has waited
        for long.
        """
        begun, at_once, self.rest_seconds = monotonic(), self._at_once, 0.0
        with self._engine.begin() as connection:
            stands = connection.execute(query("alert_outbox_hold")).one()
            rest = self._rest(stands.seq, stands.unread) if yields else 0.0
            if not stands.is_held or stands.waited is None or (rest and self._reads):
                return 0
            if rest == REST_BEHIND and stands.waited < LATE_SECONDS:
                return 0
            if rest:
                at_once = FEW_AT_ONCE
            last = connection.execute(query("alert_findings_waiting"), at_once).scalar_one()
            if last is None:
                return 0
            connection.execute(text(_LOOK_UP))
            told = int(connection.execute(query("alert_findings_tell"), {"last": last}).scalar_one())
        self.rest_seconds = rest * (monotonic() - begun)
        return told

    def find_soon(self) -> None:
        """Tell who follows an event that it begins within an hour.

        What is told gets its numbers in the order in which it becomes visible, so that a page which remembers the last
        one passes over none.
        """
        with self._engine.begin() as connection:
            connection.execute(query("alert_outbox_wait"))
            connection.execute(query("alert_soon"))

    def _rest(self, read: int, unread: int) -> float:
        """How many times as long as a step to rest after it, where so many changes are read and unread."""
        now, before = monotonic(), self._looked
        if before is None or now - before[0] >= _PACE_SECONDS:
            self._is_fast = before is not None and (read - before[1]) / (now - before[0]) > FAST_PER_SECOND
            self._looked = now, read
        if unread > BEHIND_CHANGES:
            return REST_BEHIND
        return REST_FAST if self._is_fast else 0.0
