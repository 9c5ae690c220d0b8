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

    Where nothing was asked during a pass, the next one begins at once; else it waits as long as that pass took, up to
    2 ms. So one change on an idle server leaves at once, and under load the changes of a rest leave in one write.
    """

    def __init__(self, work: Callable[[], Iterator[None]]) -> None:
        self._work = work
        self._asked = False
        self._under_way = False
        self._began = 0.0

    def ask(self) -> None:
        """There is work: begin now or soon."""
        self._asked = True
        if not self._under_way:
            self._under_way = True
            self._begin()

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
        if self._asked:
            seconds = min(time.monotonic() - self._began, MOST_SECONDS)
            asyncio.get_running_loop().call_later(seconds, self._begin)
        else:
            self._under_way = False
