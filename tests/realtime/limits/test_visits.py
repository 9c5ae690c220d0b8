"""How often one address may ask in a minute, and what the headers state of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from realtime import contract
from realtime.contract import DaySalt
from realtime.limits import visits
from realtime.limits.visits import Rate, Visits, elsewhere, network_of, visitor

MIDDAY = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_an_address_has_so_many_requests_in_a_minute_and_gets_the_seconds_to_wait() -> None:
    rate = Rate(2)
    assert [rate.wait("a", 100.0 + second) for second in range(4)] == [0, 0, 59, 58]
    assert rate.wait("b", 104.0) == 0
    assert rate.wait("a", 160.0) == 0


@pytest.mark.parametrize(
    ("asked", "after", "seconds"),
    [(1, 0.5, 0), (2, 0.0, 61), (2, 0.25, 60), (2, 59.75, 1), (3, 59.75, 1), (2, 60.0, 0)],
)
def test_what_an_address_would_have_to_wait_is_told_without_counting(asked: int, after: float, seconds: int) -> None:
    rate = Rate(2)
    for _ in range(asked):
        rate.wait("a", 100.5)
    assert [rate.spent("a", 100.5 + after) for _ in range(3)] == [seconds] * 3
    assert rate.spent("b", 100.5 + after) == 0


def test_the_headers_promise_what_is_granted() -> None:
    rate = Rate(2)
    granted = rate.wait("a", 100.0)
    assert granted == 0
    assert rate.headers("a", 100.0) == {"ratelimit-policy": '"minute";q=2;w=60', "ratelimit": '"minute";r=1;t=61'}
    assert rate.wait("a", 110.0) == 0
    assert rate.headers("a", 110.0)["ratelimit"] == '"minute";r=0;t=51'
    rate.wait("a", 111.0)
    assert rate.headers("a", 111.0)["ratelimit"] == '"minute";r=0;t=50'


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nobody", "unreadable"),
        ("", ""),
    ],
)
def test_one_household_is_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_visitor_of_another_event_or_day_is_somebody_else() -> None:
    one = visitor(b"salt", "who", "event")
    assert one == visitor(b"salt", "who", "event")
    assert len({one, visitor(b"salt", "who", "other"), visitor(b"pepper", "who", "event")}) == 3
    assert len(one) == 16


async def test_the_salt_is_read_once_a_day_and_that_of_another_day_is_never_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days: list[date] = []
    clock = [MIDDAY]

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return clock[0]

    async def visit_salt(_: Any) -> DaySalt:
        days.append(clock[0].date())
        return DaySalt(days[-1], str(days[-1]).encode())

    monkeypatch.setattr(contract, "visit_salt", visit_salt)
    monkeypatch.setattr(visits, "datetime", Clock)
    counted = Visits(10)
    connection: Any = None
    for hours, salt in [(0, b"2026-03-04"), (11, b"2026-03-04"), (12, b"2026-03-05"), (13, b"2026-03-05")]:
        clock[0] = MIDDAY + timedelta(hours=hours)
        assert (await counted.salt(connection)).salt == salt
    # a clock that was put right goes back a day, and so does the salt
    clock[0] = MIDDAY
    assert (await counted.salt(connection)).salt == b"2026-03-04"
    assert days == [date(2026, 3, 4), date(2026, 3, 5), date(2026, 3, 4)]


@pytest.mark.parametrize(("address", "far"), [("203.0.113.7", True), ("127.0.0.1", False), ("::1", False), ("", False)])
def test_this_machine_is_not_elsewhere(address: str, far: bool) -> None:
    assert elsewhere(address) is far
