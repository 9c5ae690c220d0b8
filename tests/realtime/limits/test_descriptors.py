"""How many connections the process promises, by the descriptors that the system lets it have."""

from __future__ import annotations

import logging
import resource

import pytest

from realtime.limits.descriptors import room_for

UNLIMITED = resource.RLIM_INFINITY
RESERVED = 256


class System:
    """A limit of descriptors that a process may raise up to `hard`, where the system lets it."""

    def __init__(self, soft: int, hard: int, *, fixed: bool = False) -> None:
        self.limit = (soft, hard)
        self.fixed = fixed
        self.raised: list[int] = []

    def get(self, _: int) -> tuple[int, int]:
        return self.limit

    def set(self, _: int, limit: tuple[int, int]) -> None:
        if self.fixed:
            raise OSError
        self.raised.append(limit[0])
        self.limit = limit


def room(monkeypatch: pytest.MonkeyPatch, system: System, connections: int) -> int:
    monkeypatch.setattr(resource, "getrlimit", system.get)
    monkeypatch.setattr(resource, "setrlimit", system.set)
    return room_for(connections)


@pytest.mark.parametrize(
    ("soft", "hard", "granted", "raised"),
    [
        (UNLIMITED, UNLIMITED, 1_000, []),
        (5_000, 5_000, 1_000, []),
        (1_000 + RESERVED, 5_000, 1_000, []),
        (1_000 + RESERVED - 1, 5_000, 1_000, [1_000 + RESERVED]),
        (1_000, UNLIMITED, 1_000, [1_000 + RESERVED]),
        (300, 1_000 + RESERVED, 1_000, [1_000 + RESERVED]),
        (300, 800, 800 - RESERVED, [800]),
        (300, 300, 300 - RESERVED, [300]),
        (100, 100, 16, [100]),
    ],
)
def test_the_limit_is_raised_as_far_as_needed_and_allowed(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, granted: int, raised: list[int]
) -> None:
    system = System(soft, hard)
    assert room(monkeypatch, system, 1_000) == granted
    assert system.raised == raised


def test_fewer_connections_than_wanted_are_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert room(monkeypatch, System(1_000, 5_000, fixed=True), 744) == 744
        assert not caplog.messages
        assert room(monkeypatch, System(1_000, 5_000, fixed=True), 2_000) == 744
    assert caplog.messages == ["the limit of 1000 descriptors leaves room for 744 connections of 2000"]
