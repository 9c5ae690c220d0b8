"""Reads of the database: so many at once, in turns by client; who asks for most is refused first."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from realtime.errors import Busy, TooOften
from realtime.limits.read_queue import ReadQueue


class Crowd:
    """Clients that each hold their place until they are let go, one after the other."""

    def __init__(self, turns: ReadQueue) -> None:
        self.turns = turns
        self.served: list[str] = []
        self.refused: Counter[tuple[str, str]] = Counter()
        self.tasks: list[asyncio.Task[None]] = []

    async def ask(self, client: str, times: int = 1) -> list[asyncio.Task[None]]:
        began = [asyncio.create_task(self._read(client)) for _ in range(times)]
        self.tasks += began
        await _settled()
        return began

    async def serve_all(self) -> None:
        while any(not task.done() for task in self.tasks):
            self.gate.set()
            await _settled()

    async def _read(self, client: str) -> None:
        try:
            async with self.turns.turn(client):
                self.served.append(client)
                await self.gate.wait()
                self.gate.clear()
        except (TooOften, Busy) as error:
            self.refused[client, type(error).__name__] += 1

    @property
    def gate(self) -> asyncio.Event:
        self._gate = getattr(self, "_gate", None) or asyncio.Event()
        return self._gate


async def _settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_client_with_many_requests_delays_another_by_one() -> None:
    crowd = Crowd(ReadQueue(places=1, max_waiting=100, seconds=30))
    await crowd.ask("many", 10)
    await crowd.ask("one")
    await crowd.serve_all()
    assert crowd.served.index("one") <= 2
    assert len(crowd.served) == 11


async def test_when_no_more_can_wait_who_asks_for_most_is_refused() -> None:
    crowd = Crowd(ReadQueue(places=1, max_waiting=6, seconds=30))
    await crowd.ask("many", 20)
    for number in range(3):
        await crowd.ask(f"one {number}")
    await crowd.serve_all()
    served = Counter(crowd.served)
    assert [served[f"one {number}"] for number in range(3)] == [1, 1, 1]
    assert set(crowd.refused) == {("many", "TooOften")}
    assert served["many"] + crowd.refused["many", "TooOften"] == 20


async def test_among_clients_of_one_request_each_nobody_is_to_blame() -> None:
    crowd = Crowd(ReadQueue(places=1, max_waiting=2, seconds=30))
    for number in range(4):
        await crowd.ask(f"one {number}")
    await crowd.serve_all()
    assert crowd.served == ["one 0", "one 1", "one 2"]
    assert crowd.refused == {("one 3", "Busy"): 1}


async def test_a_refusal_says_when_to_come_again() -> None:
    turns = ReadQueue(places=1, max_waiting=1, seconds=30)
    crowd = Crowd(turns)
    await crowd.ask("many", 2)
    with pytest.raises(TooOften) as refused:
        async with turns.turn("many"):
            pass
    assert refused.value.status == 429
    assert int(refused.value.headers["retry-after"]) >= 1
    await crowd.serve_all()


async def test_who_goes_away_or_waits_too_long_takes_no_place() -> None:
    turns = ReadQueue(places=1, max_waiting=10, seconds=0.05)
    crowd = Crowd(turns)
    await crowd.ask("first")
    gone, *_ = await crowd.ask("gone", 2)
    gone.cancel()
    await asyncio.wait(crowd.tasks[2:], timeout=5)
    assert crowd.refused == {("gone", "Busy"): 1}
    await crowd.serve_all()
    await crowd.ask("later")
    await crowd.serve_all()
    assert crowd.served == ["first", "later"]


async def test_a_place_that_comes_as_its_client_goes_is_passed_on() -> None:
    turns = ReadQueue(places=1, max_waiting=10, seconds=30)
    crowd = Crowd(turns)
    async with turns.turn("first"):
        gone, *_ = await crowd.ask("gone")
        await crowd.ask("next")
    gone.cancel()  # it was its turn, and it has not run since
    await crowd.serve_all()
    assert crowd.served == ["next"]
