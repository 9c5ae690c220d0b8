"""What processes of the service tell each other beside the feed: revoked tokens, decisions, who looks at what.

Messages are hints, and may be lost or made up by another role of the database: nothing follows from one that is not
looked up. There is one subscription for a process, since each has a queue of its own without a bound.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any

from broadcaster import Broadcast

from include.errors import JatreError
from realtime import contract
from realtime.control.backend import RECONNECTED, PostgresBackend
from realtime.database import ServiceDatabase

_log = logging.getLogger(__name__)

CHANNEL = "jatre_control"

Handler = Callable[[dict[str, Any] | None], None]
"""Takes a message; None: some may have been missed."""


class Control:
    """The control channel of this process: `on` registers what is done with a kind of message."""

    def __init__(self, database: ServiceDatabase) -> None:
        self._database = database
        self._backend = PostgresBackend(database)
        self._handlers: dict[str, list[Handler]] = {}

    @property
    def connected(self) -> bool:
        """Whether messages arrive; while they do not, what matters is looked up all the same."""
        return self._backend.connected

    def on(self, kind: str, handler: Handler) -> None:
        """Call `handler`, which must not block, with each message of a kind, and with None after a gap."""
        self._handlers.setdefault(kind, []).append(handler)

    async def publish(self, kind: str, **message: Any) -> None:
        """Tell all processes, this one too. Raises: DatabaseAway, Busy."""
        async with self._database.connection() as connection:
            await contract.control_publish(connection, json.dumps({"kind": kind, **message}))

    async def run(self) -> None:
        """Receive until cancelled."""
        while True:
            try:
                await self._receive()
            except (JatreError, OSError) as error:
                _log.info("the control channel ended: %s", error)
            except Exception:  # a fault in it must not leave this process deaf
                _log.exception("the control channel failed")
            await asyncio.sleep(1)

    async def _receive(self) -> None:
        async with Broadcast(backend=self._backend) as broadcast, broadcast.subscribe(CHANNEL) as messages:
            while True:
                self._handle((await messages.get()).message)

    def _handle(self, text: str) -> None:
        if text == RECONNECTED:
            for handlers in self._handlers.values():
                for handler in handlers:
                    handler(None)
            return
        try:
            message = json.loads(text)
            handlers = self._handlers.get(message["kind"], [])
        except (ValueError, TypeError, KeyError, RecursionError):
            _log.warning("a control message that nobody understands: %.80r", text)
            return
        for handler in handlers:
            handler(message)
