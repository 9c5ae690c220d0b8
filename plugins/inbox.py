"""Starts a DAG when something was pushed to us.

The database notifies (`NOTIFY jatre_webhooks`) when a delivery is stored. That is only the fast way: a trigger that was
away then, or has lost the connection without noticing, finds what waits by looking every few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import asyncpg
import structlog
from airflow.triggers.base import BaseEventTrigger, TriggerEvent

from include.db import QUERIES
from include.redaction import redact_text
from include.settings import settings

log = structlog.get_logger("jatre.inbox")

CHANNEL = "jatre_webhooks"
PAUSE_SECONDS = 1.0
"""Between two events: each is a row and some work for Airflow, and the run that one starts takes all that came."""
CONNECTION_ERRORS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)


class InboxTrigger(BaseEventTrigger):
    """Fires for new deliveries; and again, every `remind` seconds, as long as some wait that nobody takes.

    `poll` and `remind` are in seconds.
    """

    channel: ClassVar[str] = CHANNEL
    newest: ClassVar[str] = "inbox_newest"
    """The query whose number grows with what comes."""

    def __init__(self, poll: float = 10.0, remind: float = 300.0) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.poll, self.remind = poll, remind
        self.reported, self.reported_at = 0, 0.0

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """How the triggerer makes it again."""
        return f"{type(self).__module__}.{type(self).__name__}", {"poll": self.poll, "remind": self.remind}

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Watch for ever; a lost database is waited for."""
        while True:
            try:
                async for newest in self._watch():
                    yield TriggerEvent({"newest": newest})  # type: ignore[no-untyped-call]
            except CONNECTION_ERRORS as error:
                log.warning("the inbox cannot be watched", error=redact_text(f"{type(error).__name__}: {error}"))
                await asyncio.sleep(min(self.poll, 5.0))

    async def _watch(self) -> AsyncIterator[int]:
        connection = await asyncpg.connect(settings().pipeline_url, timeout=5, command_timeout=10)
        notified, statement = asyncio.Event(), (QUERIES / f"{self.newest}.sql").read_text(encoding="utf-8")
        try:
            # listen first, then look: what comes in between is seen twice and not missed
            await connection.add_listener(self.channel, lambda *_: notified.set())
            while True:
                notified.clear()
                newest = await connection.fetchval(statement)
                if newest is not None and self._is_news(newest):
                    yield newest
                    await asyncio.sleep(PAUSE_SECONDS)
                try:
                    await asyncio.wait_for(notified.wait(), self.poll)
                except TimeoutError:
                    continue
        finally:
            connection.terminate()

    def _is_news(self, newest: int) -> bool:
        now = asyncio.get_running_loop().time()
        if newest <= self.reported and now - self.reported_at < self.remind:
            return False
        self.reported, self.reported_at = newest, now
        return True
