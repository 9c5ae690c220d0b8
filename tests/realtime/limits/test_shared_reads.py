"""Who wants the same at the same time waits for one read, and gets what it brings."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from realtime.limits.shared_reads import SharedReads


class Reads:
    """Reads that end when they are let, counted by what they read."""

    def __init__(self) -> None:
        self.shared = SharedReads[str, str]()
        self.counts: Counter[str] = Counter()
        self.may_end = asyncio.Event()
        self.error: Exception | None = None

    async def want(self, key: str) -> str:
        others = self.shared.under_way(key)
        if others is None:
            return await self.shared.lead(key, lambda: self._read(key))
        return others.result() if await self.shared.ended(others) else await self.want(key)

    async def _read(self, key: str) -> str:
        self.counts[key] += 1
        await self.may_end.wait()
        if self.error:
            raise self.error
        return f"{key} {self.counts[key]}"


async def started(reads: Reads, *keys: str) -> list[asyncio.Task[str]]:
    tasks = [asyncio.create_task(reads.want(key)) for key in keys]
    await asyncio.sleep(0)
    return tasks


async def test_one_read_serves_all_who_want_it_meanwhile() -> None:
    reads = Reads()
    tasks = await started(reads, *["a"] * 100, "b")
    reads.may_end.set()

    assert set(await asyncio.gather(*tasks)) == {"a 1", "b 1"}
    assert await reads.want("a") == "a 2", "nothing is kept"


async def test_its_error_is_theirs_too() -> None:
    reads = Reads()
    reads.error = ValueError("no")
    tasks = await started(reads, *["a"] * 3)
    reads.may_end.set()

    found = await asyncio.gather(*tasks, return_exceptions=True)

    assert found == [reads.error] * 3
    with pytest.raises(ValueError, match="no"):
        await reads.want("a")


async def test_when_the_one_who_reads_goes_away_another_does_it() -> None:
    reads = Reads()
    first, *others = await started(reads, *["a"] * 3)
    first.cancel()
    async with asyncio.timeout(10):
        while reads.counts["a"] < 2:  # noqa: ASYNC110 - it is turns of the loop that are waited for
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    reads.may_end.set()

    assert await asyncio.gather(*others) == ["a 2"] * 2


async def test_who_waits_may_go_away_alone() -> None:
    reads = Reads()
    first, second = await started(reads, "a", "a")
    second.cancel()
    reads.may_end.set()

    assert await first == "a 1"
