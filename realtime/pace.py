"""When to write next. Many small writes cost more than few large ones, but who is idle should not wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

MOST_SECONDS = 0.002


class Pace:
    """Runs `work` at once when it rested before; after busy work it rests as long as that took, up to 2 ms.

    One change on an idle server leaves at once; under load, the changes of a rest leave in one write per client.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._rested_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """There is work: do it now or soon."""
        if self._timer is not None:
            return
        wait = self._rested_at - time.monotonic()
        if wait <= 0:
            self._run()
        else:
            self._timer = asyncio.get_running_loop().call_later(wait, self._run)

    def _run(self) -> None:
        self._timer = None
        began = time.monotonic()
        self._work()
        ended = time.monotonic()
        self._rested_at = ended + min(ended - began, MOST_SECONDS)
