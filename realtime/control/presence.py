"""Who looks at which event, as far as the processes tell each other, and the consoles that are told of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

PRESENT_SECONDS = 60.0
"""For which a look counts; a console repeats it while it is open."""
MAX_MESSAGES = 100
"""That wait for one console; beyond them it is told to read the queue anew."""
MAX_PRESENT = 500
"""Persons; beyond them nobody else is shown."""


@dataclass(eq=False)
class Console:
    """One open console, and what it is to be told."""

    token: UUID | None
    ended: bool = False
    messages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, name: str, message: dict[str, Any]) -> None:
        """Add a message; the newest `present` stands for all."""
        self.messages = [one for one in self.messages if one[0] != "present" or name != "present"]
        if len(self.messages) >= MAX_MESSAGES:
            self.messages = [("missed", {})]
        self.messages.append((name, message))
        self.news.set()

    def end(self) -> None:
        """End it: its token holds no longer."""
        self.ended = True
        self.news.set()


class Presence:
    """The consoles of this process, and who is present at all of them."""

    def __init__(self) -> None:
        self.consoles: set[Console] = set()
        self._seen: dict[str, tuple[str, float]] = {}

    @contextmanager
    def console(self, token: UUID | None) -> Iterator[Console]:
        """A console for as long as it is entered."""
        console = Console(token)
        self.consoles.add(console)
        try:
            yield console
        finally:
            self.consoles.discard(console)

    def end(self) -> None:
        """End all consoles: the process stops."""
        for console in self.consoles:
            console.end()

    def present(self) -> dict[str, str]:
        """The event that each person looks at."""
        now = time.monotonic()
        self._seen = {by: seen for by, seen in self._seen.items() if now - seen[1] < PRESENT_SECONDS}
        return {by: event for by, (event, _) in self._seen.items()}

    def hear_present(self, message: dict[str, Any] | None) -> None:
        """See `Control.on`: somebody looks at an event, or at none any more."""
        if message is None:
            return
        by, event = str(message.get("by", ""))[:100], message.get("event")
        before = self.present()
        if event and (by in before or len(before) < MAX_PRESENT):
            self._seen[by] = (str(event)[:36], time.monotonic())
        else:
            self._seen.pop(by, None)
        if (now := self.present()) != before:
            self._tell("present", {"present": now})

    def hear_decided(self, message: dict[str, Any] | None) -> None:
        """See `Control.on`: somebody has decided; after a gap consoles read the queue anew."""
        if message is None:
            self._tell("missed", {})
        else:
            self._tell("decided", {name: message.get(name) for name in ("decision", "event", "by")})

    def _tell(self, name: str, message: dict[str, Any]) -> None:
        for console in self.consoles:
            console.tell(name, message)
