"""Counters and timings, sent to statsd over UDP.

Losing a figure must never lose an event: whatever goes wrong here is swallowed, and the caller goes on. Names are
dotted and lower-case (`stage.nlp.done`); everything is sent below the prefix `jatre`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from statsd import StatsClient  # type: ignore[import-untyped]

from include.settings import settings

_NOT_IN_A_NAME = re.compile(r"[^a-z0-9_.-]+")


def count(name: str, amount: int = 1) -> None:
    """Add `amount` to the counter `name`."""
    if client := _client():
        client.incr(_clean(name), amount)


def gauge(name: str, value: float) -> None:
    """Set the gauge `name`."""
    if client := _client():
        client.gauge(_clean(name), value)


def timing(name: str, seconds: float) -> None:
    """Record that something took `seconds`; statsd keeps it in milliseconds."""
    if client := _client():
        client.timing(_clean(name), seconds * 1000)


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Record how long the block took, also when it raises."""
    started = time.perf_counter()
    try:
        yield
    finally:
        timing(name, time.perf_counter() - started)


def _clean(name: str) -> str:
    return _NOT_IN_A_NAME.sub("_", name.lower())


@lru_cache(maxsize=1)
def _client() -> StatsClient | None:
    try:
        return StatsClient(settings().statsd_host, settings().statsd_port, prefix="jatre")
    except OSError:  # the host's name does not resolve
        return None
