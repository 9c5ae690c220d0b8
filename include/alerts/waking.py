"""How a part of this process wakes others that have something to do. What other processes leave is found by looking."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event


class Waking:
    """Wakes all that sleep by it."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def sleeper(self) -> Callable[[float], None]:
        """What waits at most so many seconds, less when it is woken; also by what came since it last waited."""
        event = Event()
        self._events.append(event)

        def sleep(seconds: float) -> None:
            event.wait(seconds)
            event.clear()

        return sleep

    def wake(self) -> None:
        """Wake them."""
        for event in self._events:
            event.set()
