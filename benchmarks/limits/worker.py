"""One worker of the benchmark: a process that reads a source as fast as its limit lets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Barrier
from uuid import UUID

from include.db import engine
from include.network.http import HttpClient
from include.pipeline.fetching.limits import SharedLimit
from include.settings import settings
from include.sources import registry
from include.sources.configuration.instance import SourceInstance

SELECTORS = {"container": "li", "title": "a", "date": "time", "link": "a"}


def ask(url: str, source: UUID, address: str, requests: int, window: float, share: int, begin: Barrier) -> None:
    """Send `share` requests to `address`, with `requests` in a window of so many seconds; all workers begin at once."""
    with _client(url, source, address, requests, window) as http:
        begin.wait()
        for _ in range(share):
            http.get(address)


def crawl(url: str, source: UUID, address: str, requests: int, window: float, share: int, begin: Barrier) -> None:
    """Crawl a list so long that `share` requests are sent, robots.txt included, without a pause of its own."""
    pagination = {"type": "numbered", "max_pages": share - 1}
    config = {"url": f"{address}?page=1", "selectors": SELECTORS, "pagination": pagination, "pause": 0}
    instance = SourceInstance(slug="crawl", name="Crawl", kind="selectors", config=config)
    with _client(url, source, address, requests, window) as http:
        begin.wait()
        registry.make(instance, http).fetch(datetime.now(UTC))


@contextmanager
def _client(url: str, source: UUID, address: str, requests: int, window: float) -> Iterator[HttpClient]:
    settings().fetch_allow = address.split("/")[2]
    pipeline = engine(url)
    with HttpClient(SharedLimit(pipeline, source, requests, window, patience=10 * window)) as http:
        yield http
    pipeline.dispose()
