"""Searches by words: so many a minute, so many at once, so many that wait; and no search keeps its place for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from realtime.errors import Busy, TooOften
from realtime.limits.searches import Searches
from realtime.settings import ServiceSettings


def searches(**more: Any) -> Searches:
    return Searches(ServiceSettings(service_url="postgresql://nobody@nowhere/nothing", **more))


def of(address: str) -> HTTPConnection:
    return HTTPConnection({"type": "http", "client": (address, 1), "headers": []})


def test_an_address_searches_so_often_and_is_told_what_is_left() -> None:
    found = searches(searches_per_minute=2)
    assert [found.admit(of("203.0.113.7"))["ratelimit"].split(";")[1] for _ in range(2)] == ["r=1", "r=0"]
    with pytest.raises(TooOften) as refused:
        found.admit(of("203.0.113.7"))
    assert refused.value.headers["ratelimit"].split(";")[1] == "r=0"
    assert 0 < int(refused.value.headers["retry-after"]) <= 61
    assert found.admit(of("203.0.113.8"))["ratelimit"].split(";")[1] == "r=1"
    # one household of IPv6 is one address
    assert found.admit(of("2001:db8:1:2::1"))["ratelimit"].split(";")[1] == "r=1"
    assert found.admit(of("2001:db8:1:2::2"))["ratelimit"].split(";")[1] == "r=0"


async def test_so_many_run_so_many_wait_and_the_others_are_refused() -> None:
    found = searches(searches_at_once=1, searches_waiting=2, search_seconds=30)
    order: list[int] = []
    gate = asyncio.Event()

    async def search(number: int) -> None:
        async with found.turn():
            order.append(number)
            await gate.wait()

    tasks = []
    for number in range(3):
        tasks.append(asyncio.create_task(search(number)))
        for _ in range(5):
            await asyncio.sleep(0)
    assert order == [0]
    with pytest.raises(Busy):
        async with found.turn():
            pass
    gate.set()
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2]
    async with found.turn():
        order.append(3)
    assert order[-1] == 3


async def test_who_waits_too_long_is_refused_and_takes_no_place() -> None:
    found = searches(searches_at_once=1, searches_waiting=1, search_seconds=0.01)
    for _ in range(3):
        async with found.turn():
            with pytest.raises(Busy):
                async with found.turn():
                    pass


async def test_a_search_that_fails_gives_its_place_back() -> None:
    found = searches(searches_at_once=1, searches_waiting=1, search_seconds=0.01)
    for _ in range(2):
        with pytest.raises(KeyError):
            async with found.turn():
                raise KeyError
