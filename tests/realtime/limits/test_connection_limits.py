"""One address cannot take all connections."""

from __future__ import annotations

import pytest

from realtime.limits.connection_limits import ConnectionLimits


def test_an_address_holds_so_many_and_others_are_not_concerned() -> None:
    connection_limits = ConnectionLimits(2)
    assert [connection_limits.enter("203.0.113.7") for _ in range(3)] == [True, True, False]
    assert connection_limits.enter("203.0.113.8")
    connection_limits.leave("203.0.113.7")
    assert [connection_limits.enter("203.0.113.7") for _ in range(2)] == [True, False]


def test_a_household_s_ipv6_addresses_are_one() -> None:
    connection_limits = ConnectionLimits(1)
    assert connection_limits.enter("2001:db8:1:2::a")
    assert not connection_limits.enter("2001:db8:1:2:ffff::b")
    assert connection_limits.enter("2001:db8:1:3::a")


def test_an_ipv4_address_is_the_same_in_ipv6() -> None:
    connection_limits = ConnectionLimits(1)
    assert connection_limits.enter("203.0.113.7")
    assert not connection_limits.enter("::ffff:203.0.113.7")


def test_nothing_is_kept_of_who_has_left() -> None:
    connection_limits = ConnectionLimits(2)
    for number in range(200):
        address = f"203.0.113.{number}"
        assert connection_limits.enter(address)
        connection_limits.leave(address)
    assert not connection_limits.held


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_a_proxy_that_does_not_say_for_whom_it_asks_is_not_limited(address: str) -> None:
    connection_limits = ConnectionLimits(1)
    assert all(connection_limits.enter(address) for _ in range(5))


def test_zero_is_no_limit() -> None:
    connection_limits = ConnectionLimits(0)
    assert all(connection_limits.enter("203.0.113.7") for _ in range(1000))
