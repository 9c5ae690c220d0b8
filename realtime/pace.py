"""When to write next. Many small writes cost more than few large ones, but who is idle should not wait."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)

MOST_SECONDS = 0.002


class Pace:
    """Makes passes of `work`, slice by slice, so that sockets are served and read in between.

    After a rest a pass begins at once; after a pass the next one waits as long as that took, up to 2 ms. So one change
    on an idle server leaves at once, and under load the changes of a rest leave in one write per client.
    """

    def __init__(self, work: Callable[[], Iterator[None]]) -> None:
        self._work = work
        self._asked = False
        self._under_way = False
        self._began = 0.0
        self._rested_at = 0.0

    def ask(self) -> None:
        """There is work: begin now or soon."""
        self._asked = True
        if self._under_way:
            return
        self._under_way = True
        wait = self._rested_at - time.monotonic()
        if wait <= 0:
            self._begin()
        else:
            asyncio.get_running_loop().call_later(wait, self._begin)

    def _begin(self) -> None:
        self._asked = False
        self._began = time.monotonic()
        self._go_on(self._work())

    def _go_on(self, work: Iterator[None]) -> None:
        try:
            next(work)
        except StopIteration:
            self._rest()
        except Exception:
            # who was not served now is served with the next change, or after the next silence
            _log.exception("a pass over the clients failed")
            self._rest()
        else:
            asyncio.get_running_loop().call_soon(self._go_on, work)

    def _rest(self) -> None:
        ended = time.monotonic()
        self._rested_at = ended + min(ended - self._began, MOST_SECONDS)
        self._under_way = False
        if self._asked:
            self.ask()
