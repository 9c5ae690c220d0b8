"""When the hub writes: at once after a rest, together under load, and on even when a pass fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from realtime.fanout.flush import MAX_DELAY_SECONDS, FlushScheduler
from tests.realtime.running import until


async def test_who_rested_works_at_once() -> None:
    done: list[str] = []
    FlushScheduler(lambda: iter(done.append("worked") or [])).request()
    assert done == ["worked"]


async def test_what_is_asked_during_a_pass_is_done_in_one_pass_after_it() -> None:
    passes: list[float] = []

    def work() -> Iterator[None]:
        passes.append(time.monotonic())
        time.sleep(0.004)
        yield
        time.sleep(0.004)

    pace = FlushScheduler(work)
    pace.request()
    for _ in range(5):
        pace.request()
    await until(lambda: len(passes) == 2)
    await asyncio.sleep(0.02)
    assert len(passes) == 2
    assert passes[1] - passes[0] >= 0.008 + MAX_DELAY_SECONDS - 0.001  # the loop's timers have a grain of a millisecond


async def test_others_have_their_turn_between_slices() -> None:
    turns: list[str] = []

    def work() -> Iterator[None]:
        for _ in range(3):
            turns.append("slice")
            yield

    FlushScheduler(work).request()
    for _ in range(3):
        await asyncio.sleep(0)
        turns.append("other")
    assert turns == ["slice", "slice", "other", "slice", "other", "other"]


async def test_a_pass_that_fails_does_not_end_the_work() -> None:
    passes: list[int] = []

    def work() -> Iterator[None]:
        passes.append(len(passes))
        if len(passes) == 1:
            raise RuntimeError("a client that cannot be served")
        yield

    pace = FlushScheduler(work)
    pace.request()
    pace.request()
    await until(lambda: len(passes) == 2)
