"""One worker of the benchmark: a process that reads a source as fast as its limit lets it."""

from __future__ import annotations

from threading import Barrier
from uuid import UUID

from include.db import engine
from include.network.addresses import Allowance
from include.network.http import HttpClient
from include.pipeline.limits import SharedLimit


def ask(url: str, source: UUID, address: str, requests: int, window: float, share: int, begin: Barrier) -> None:
    """Send `share` requests to `address`, with `requests` in a window of so many seconds; all workers begin at once."""
    pipeline = engine(url)
    limit = SharedLimit(pipeline, source, requests, window, patience=10 * window)
    with HttpClient(limit, allow=Allowance.read(address.split("/")[2])) as http:
        begin.wait()
        for _ in range(share):
            http.get(address)
    pipeline.dispose()
