"""Which connections are let in, and which are closed for others: those that the service has waited for longest."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from realtime.limits import sockets as sockets_module
from realtime.limits.sockets import Sockets, WaitingTransports
from realtime.settings import ServiceSettings
from tests.realtime.running import until

FAR, LOCAL = "203.0.113.7", "127.0.0.1"


class Transport(asyncio.Transport):
    """A client's transport with some bytes that it has not read."""

    def __init__(self, unsent: int = 0) -> None:
        super().__init__()
        self.unsent, self.aborted = unsent, False

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def abort(self) -> None:
        self.aborted = True


def house(max_open: int = 4, **more: Any) -> Sockets:
    settings: dict[str, Any] = {"service_url": "postgresql://nobody@nowhere/nothing", "max_sockets_per_address": 2}
    return Sockets(max_open, ServiceSettings(**{**settings, **more}))


@pytest.mark.parametrize(
    ("address", "trusted", "limit", "admitted"),
    [(FAR, False, 2, 2), (FAR, True, 2, 4), (LOCAL, False, 2, 4), (FAR, False, 0, 4), (FAR, False, 9, 4)],
)
async def test_an_address_may_have_so_many_and_a_proxy_as_many_as_there_is_room(
    address: str, trusted: bool, limit: int, admitted: int
) -> None:
    sockets = house(max_sockets_per_address=limit)
    entered = [sockets.enter(Transport(), address, trusted) for _ in range(6)]
    assert (entered, len(sockets)) == ([True] * admitted + [False] * (6 - admitted), admitted)


async def test_who_leaves_makes_room_and_is_forgotten() -> None:
    sockets = house()
    one, other = Transport(), Transport()
    assert sockets.enter(one, FAR, False)
    assert sockets.enter(other, FAR, False)
    assert not sockets.enter(Transport(), FAR, False)
    sockets.owing.begin(one, 9, one.abort)
    sockets.unsent.begin(one, 9, one.abort, 100)
    sockets.leave(one)
    sockets.leave(one)
    assert (len(sockets), len(sockets.owing), sockets.unsent.size) == (1, 0, 0)
    assert sockets.enter(Transport(), FAR, False)
    assert not sockets.enter(Transport(), FAR, False)
    assert not one.aborted


async def test_a_full_house_closes_whom_it_has_waited_for_longest_and_nobody_else() -> None:
    sockets = house(max_sockets_per_address=0)
    guests = [Transport() for _ in range(4)]
    assert all(sockets.enter(one, FAR, False) for one in guests)
    assert not sockets.enter(Transport(), FAR, False), "all of them send whole requests"
    sockets.owing.begin(guests[2], 9, guests[2].abort)
    sockets.owing.begin(guests[1], 9, guests[1].abort)
    assert sockets.enter(Transport(), FAR, False)
    assert [one.aborted for one in guests] == [False, False, True, False]
    assert len(sockets) == 4


async def test_more_than_half_of_the_room_is_not_kept_for_those_who_are_waited_for() -> None:
    sockets = house(max_open=6, max_sockets_per_address=0)
    guests = [Transport() for _ in range(4)]
    for one in guests:
        assert sockets.enter(one, FAR, False)
        sockets.owing.begin(one, 9, one.abort)
    assert [one.aborted for one in guests] == [False] * 4, "half of the room, and the one that has just come"
    assert sockets.enter(Transport(), FAR, False)
    assert [one.aborted for one in guests] == [True, False, False, False]


async def test_unread_answers_take_no_more_memory_than_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets_module, "_MAX_UNSENT_BYTES", 100)
    sockets = house()
    first, second, third = Transport(60), Transport(40), Transport(1)
    for one in (first, second):
        sockets.paused(one)
    assert (sockets.unsent.size, first.aborted) == (100, False)
    sockets.paused(third)
    assert (sockets.unsent.size, first.aborted, second.aborted) == (41, True, False)


@pytest.mark.parametrize(("unsent", "aborted"), [(0, False), (1, True)])
async def test_who_has_not_read_an_answer_in_time_is_closed(unsent: int, aborted: bool) -> None:
    sockets = house(write_seconds=7)
    client = Transport(5)
    sockets.paused(client)
    client.unsent = unsent
    now = time.monotonic()
    sockets.unsent.sweep(now + 6)
    assert not client.aborted
    sockets.unsent.sweep(now + 8)
    assert (client.aborted, len(sockets.unsent)) == (aborted, 0)


async def test_what_is_over_is_looked_for_again_and_again_while_somebody_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sockets_module, "_SWEEP_SECONDS", 0.001)
    sockets, client = house(), Transport()
    assert sockets.enter(client, FAR, False)
    await asyncio.sleep(0.02)
    over = asyncio.Event()
    sockets.owing.begin(client, 0, over.set)
    async with asyncio.timeout(5):
        await over.wait()
    sockets.leave(client)
    await until(lambda: sockets._sweeping is None)
    again = asyncio.Event()
    assert sockets.enter(client, FAR, False)
    sockets.unsent.begin(client, 0, again.set)
    async with asyncio.timeout(5):
        await again.wait()


def test_a_wait_takes_the_place_of_an_earlier_one_and_goes_to_the_end() -> None:
    waiting = WaitingTransports()
    one, other = Transport(), Transport()
    waiting.begin(one, 5, one.abort, 10)
    waiting.begin(other, 5, other.abort, 20)
    assert (waiting.first, len(waiting), waiting.size, one in waiting) == (one, 2, 30, True)
    waiting.begin(one, 5, one.abort, 1)
    assert (waiting.first, len(waiting), waiting.size) == (other, 2, 21)
    waiting.end(other)
    waiting.end(other)
    assert (waiting.first, len(waiting), waiting.size, other in waiting) == (one, 1, 1, False)


def test_a_wait_is_over_at_its_time() -> None:
    waiting = WaitingTransports()
    soon, late = Transport(), Transport()
    waiting.begin(late, 50, late.abort, 5)
    waiting.begin(soon, 5, soon.abort, 7)
    waiting.sweep(time.monotonic() + 20)
    assert (soon.aborted, late.aborted, waiting.size, len(waiting)) == (True, False, 5, 1)


async def test_the_bytes_of_what_is_waited_for_add_up() -> None:
    waits, one, other = WaitingTransports(), Transport(), Transport()
    waits.begin(one, 60, one.abort)
    assert (len(waits), waits.size) == (1, 0)
    waits.begin(one, 60, one.abort, 5)
    waits.begin(other, 60, other.abort, 7)
    assert (len(waits), waits.size) == (2, 12)
    waits.begin(one, 60, one.abort, 3)
    assert (len(waits), waits.size, waits.first) == (2, 10, other)
    waits.end(one)
    waits.end(one)
    assert (len(waits), waits.size, one in waits, other in waits) == (1, 7, False, True)


@pytest.mark.parametrize(("later", "expired"), [(-0.001, [False, False]), (0, [True, False]), (1, [True, True])])
async def test_a_wait_expires_at_its_time(monkeypatch: pytest.MonkeyPatch, later: float, expired: list[bool]) -> None:
    monkeypatch.setattr(sockets_module.time, "monotonic", lambda: 100.0)
    waits, transports = WaitingTransports(), [Transport(), Transport()]
    for one, seconds in zip(transports, (10, 10.5), strict=True):
        waits.begin(one, seconds, one.abort)
    monkeypatch.undo()
    waits.sweep(110.0 + later)
    assert [one.aborted for one in transports] == expired
    assert len(waits) == expired.count(False)
