"""One delivery a second, and when a client of the live feed has its event."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from statistics import median, quantiles

import httpx

from benchmarks.pushing import Pusher
from benchmarks.sources.evenings import evening
from benchmarks.whole import Whole

PATIENCE_SECONDS = 120.0
"""For what was sent last."""


@dataclass
class Steady:
    """Seconds from before a delivery is sent until its event is received."""

    p50: float
    p95: float
    missing: int


class Feed:
    """A client of the live feed that writes down when the first message on each title came."""

    def __init__(self) -> None:
        self.received: dict[str, float] = {}
        self.attached = asyncio.Event()

    async def follow(self, url: str) -> None:
        """Read until cancelled."""
        async with (
            httpx.AsyncClient(base_url=url, timeout=None) as reader,
            reader.stream("GET", "/api/events/live", params={"rooms": "events:all"}) as answer,
        ):
            async for line in answer.aiter_lines():
                self.attached.set()
                if line.startswith("data:"):
                    self._read(json.loads(line[5:]))

    def _read(self, data: object) -> None:
        if isinstance(data, dict) and isinstance(title := data.get("title"), str):
            self.received.setdefault(title, time.monotonic())


async def steady(made: Whole, pusher: Pusher, seconds: int) -> Steady:
    """Push one event a second for so long, by turns for each partner."""
    feed, sent = Feed(), dict[str, float]()
    following = asyncio.create_task(feed.follow(made.page_url))
    await asyncio.wait_for(feed.attached.wait(), 30)
    partners = pusher.partners
    for number in range(seconds):
        one = evening(200_000 + number)
        sent[one.title] = time.monotonic()
        await pusher.push(partners[number % len(partners)], f"steady-{number}", one.node())
        await asyncio.sleep(max(0.0, sent[one.title] + 1 - time.monotonic()))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not sent.keys() <= feed.received.keys() and time.monotonic() < deadline:  # noqa: ASYNC110 - titles come singly
        await asyncio.sleep(0.2)
    following.cancel()
    took = [feed.received[title] - when for title, when in sent.items() if title in feed.received]
    if len(took) < 2:
        return Steady(float("inf"), float("inf"), len(sent) - len(took))
    return Steady(median(took), quantiles(took, n=20)[-1], len(sent) - len(took))
