"""When to write next. Many small writes cost more than a few large ones, but an idle server should not wait."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)

MAX_DELAY_SECONDS = 0.002


class FlushScheduler:
    """Runs passes of `work`, slice by slice, so that the event loop serves sockets in between.

    A pass that is requested while none runs begins at once. One that is requested during a pass begins after a delay as
    long as that pass took, up to 2 ms. So a change on an idle server is written at once, and under load the changes
    that arrive during the delay are written together.
    """

    def __init__(self, work: Callable[[], Iterator[None]]) -> None:
        self._work = work
        self._requested = False
        self._under_way = False
        self._began = 0.0

    def request(self) -> None:
        """Request a pass: it begins now, or after the delay."""
        self._requested = True
        if not self._under_way:
            self._under_way = True
            self._begin()

    def _begin(self) -> None:
        self._requested = False
        self._began = time.monotonic()
        self._go_on(self._work())

    def _go_on(self, work: Iterator[None]) -> None:
        try:
            next(work)
        except StopIteration:
            self._rest()
        except Exception:
            # clients that were not served now are served with the next change or the next keepalive
            _log.exception("a pass over the clients failed")
            self._rest()
        else:
            asyncio.get_running_loop().call_soon(self._go_on, work)

    def _rest(self) -> None:
        if self._requested:
            seconds = min(time.monotonic() - self._began, MAX_DELAY_SECONDS)
            asyncio.get_running_loop().call_later(seconds, self._begin)
        else:
            self._under_way = False
