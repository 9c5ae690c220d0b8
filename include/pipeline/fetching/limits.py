"""Limits of requests and failures of hosts, shared by all workers through the database.

A source's limit is a number of requests in any sliding window. Each request has a reservation
(`include/sql/functions/request_reserve.sql`), which counts until one window after the request has ended: so the site
never sees more, however long a request is on its way. A worker that dies leaves a reservation that ends by itself.

A host that fails `FAILURES_IN_A_ROW` times is left alone, twice as long each time; then one worker tries it. What fails
one source closes the host for that source alone; for all it is closed when two sources have failed there in a row.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from include.db import query
from include.errors import HostUnavailable, RateLimited
from include.network.http import HttpClient
from include.network.limits import PATIENCE_SECONDS, RequestLimit, Reservation
from include.network.sites import host_of, same_site
from include.redaction import redact_text
from include.sources import registry
from include.sources.instances.stored import StoredInstance

HELD_SECONDS = 120.0
"""How long a request may take, from its turn to its end, before it is taken for one of a worker that died."""
FAILURES_IN_A_ROW = 5
"""So many let a host be left alone."""
PAUSE_SECONDS = 60.0
"""For so long at first."""
TRY_SECONDS = 120.0
"""How long the one worker that tries a host again has for it."""
MAX_REASON_CHARS = 300


def shared_client(engine: Engine, stored: StoredInstance) -> HttpClient:
    """The client of a stored source, which keeps its limit together with all other workers."""
    instance = stored.instance
    limit = SharedLimit(engine, stored.id, instance.rate_limit, instance.rate_window)
    home = registry.connector(instance.kind).home(instance.config)
    return HttpClient(limit, hosts=SharedHosts(engine, stored.id, home))


class SharedLimit(RequestLimit):
    """The limit of one stored source: `requests` in any window of `window` seconds, whoever sends them."""

    def __init__(
        self,
        engine: Engine,
        source_id: UUID,
        requests: int,
        window: float,
        *,
        patience: float = PATIENCE_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.engine, self.window, self.patience, self.sleep = engine, window, patience, sleep
        self.wanted = {"source_id": source_id, "requests": requests, "per": window, "held": HELD_SECONDS}

    def reserve(self, patience: float) -> Reservation:
        """Reserve one request under the row of the source. Raises: RateLimited, with the wait."""
        with self.engine.begin() as connection:
            row = connection.execute(query("reservation_make"), {**self.wanted, "patience": patience}).one()
        if row.reservation is None:
            raise RateLimited("our own limit for this source is used up", retry_after=row.wait)
        return Reservation(row.wait, lambda: self._end(row.reservation))

    def _end(self, reservation: int) -> None:
        with self.engine.begin() as connection:
            connection.execute(query("reservation_end"), {"reservation": reservation, "per": self.window})


class SharedHosts:
    """What all workers know of hosts that do not answer one stored source, or none.

    Failures count for hosts of the source's own site (`home`) alone: what a page links to is its writer's choice, who
    could otherwise have any host left alone.
    """

    def __init__(self, engine: Engine, source_id: UUID, home: str) -> None:
        self.engine, self.source_id, self.home = engine, source_id, home

    def check(self, url: str) -> None:
        """Whether the host of `url` may be asked. Raises: HostUnavailable."""
        host = host_of(url)
        with self.engine.begin() as connection:
            wanted = {"host": host, "source_id": self.source_id, "try_seconds": TRY_SECONDS}
            closed = connection.execute(query("host_admit"), wanted).one_or_none()
        if closed is not None:
            message = f"{host} has failed repeatedly and is left alone for {closed.wait:.0f} s more: {closed.reason}"
            raise HostUnavailable(message, retry_after=closed.wait)

    def answered(self, url: str) -> None:
        """What it failed before is forgotten: this source, and in a row whoever asked."""
        self._write("host_answered", {"host": host_of(url)})

    def failed(self, url: str, reason: str) -> None:
        """One failure more in a row."""
        if not same_site(url, self.home):
            return
        failure = {
            "host": host_of(url), "reason": redact_text(reason)[:MAX_REASON_CHARS], "threshold": FAILURES_IN_A_ROW,
            "pause_seconds": PAUSE_SECONDS,
        }  # fmt: skip
        self._write("host_failed", failure)

    def _write(self, statement: str, parameters: dict[str, Any]) -> None:
        """For this source, then for all: always in this order, so that no two workers wait for each other."""
        with self.engine.begin() as connection:
            for source_id in (self.source_id, None):
                connection.execute(query(statement), {**parameters, "source_id": source_id})
