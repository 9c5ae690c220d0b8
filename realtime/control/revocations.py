"""Ends the live connections of tokens that hold no longer. Requests need no such thing: each looks its token up."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from uuid import UUID

from realtime import contract
from realtime.control.presence import Presence
from realtime.database import ServiceDatabase
from realtime.errors import Unavailable
from realtime.fanout.connection import EndReason
from realtime.fanout.hub import Hub

_log = logging.getLogger(__name__)

LOOK_SECONDS = 0.9
"""The longest between two looks, so that a revocation whose message is lost still takes less than a second."""


class Revocations:
    """Looks up the tokens of this process's live connections: at each message, and without one before a second."""

    def __init__(self, database: ServiceDatabase, hub: Hub, presence: Presence) -> None:
        self._database = database
        self._hub = hub
        self._presence = presence
        self._heard = asyncio.Event()

    def hear(self, _: dict[str, Any] | None) -> None:
        """See `Control.on`: which token it was does not matter, since all are looked up."""
        self._heard.set()

    async def run(self) -> None:
        """Look until cancelled; nothing is asked while nobody with a token is connected."""
        while True:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._heard.wait()
            except TimeoutError:
                pass
            self._heard.clear()
            try:
                await self._look()
            except Unavailable as error:
                _log.info("tokens cannot be looked up: %s", error)

    async def _look(self) -> None:
        held: set[UUID] = {one.token for one in self._hub.connections if one.token is not None}
        held |= {one.token for one in self._presence.consoles if one.token is not None}
        if not held:
            return
        async with self._database.connection() as connection:
            ended = await contract.tokens_ended(connection, sorted(held))
        for one in tuple(self._hub.connections):
            if one.token in ended:
                one.end(EndReason.EXPIRED)
        for console in self._presence.consoles:
            if console.token in ended:
                console.end()
