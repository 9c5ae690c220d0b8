"""Makes of what was found a row of the outbox for each channel that it is told to.

It takes as long as finding, so in a rush the rows come later, and more of them at once: each then costs less. One
process at a time writes into the outbox, under a lock for which whoever removes a channel waits.
"""

from __future__ import annotations

from sqlalchemy import Engine, text

from include.db import query

_AT_ONCE = {"findings": 2_500, "alerts": 30_000}
"""What is told at most in one transaction, for which whoever erases a channel waits: half a second."""
_LOOK_UP = (
    "set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off;"
    " set local work_mem = '32MB'"
)
"""The planner cannot know how many alerts there are in arrays; and so many are sorted in memory."""

_RUSH_CHANGES = 200


class OutboxWriter:
    """Tells what the feed matcher has found."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.is_rush = False
        """Whether many changes were unread when it last looked, so that to read these is what time is short for."""

    def step(self) -> int:
        """Tell some of what was found, the oldest first: how many findings; none while another process does."""
        with self._engine.begin() as connection:
            if not connection.execute(query("alert_outbox_hold")).one().is_held:
                return 0
            waiting = connection.execute(query("alert_findings_waiting"), _AT_ONCE).one_or_none()
            self.is_rush = waiting is not None and waiting.unread > _RUSH_CHANGES
            if waiting is None:
                return 0
            connection.execute(text(_LOOK_UP))
            return int(connection.execute(query("alert_findings_tell"), {"last": waiting.last}).scalar_one())

    def find_soon(self) -> None:
        """Tell who follows an event that it begins within an hour.

        What is told gets its numbers in the order in which it becomes visible, so that a page which remembers the last
        one passes over none.
        """
        with self._engine.begin() as connection:
            connection.execute(query("alert_outbox_wait"))
            connection.execute(query("alert_soon"))
