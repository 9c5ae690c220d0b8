"""One address cannot take all connections."""

from __future__ import annotations

import pytest

from realtime.limits.connection_limits import Caps


def test_an_address_holds_so_many_and_others_are_not_concerned() -> None:
    caps = Caps(2)
    assert [caps.enter("203.0.113.7") for _ in range(3)] == [True, True, False]
    assert caps.enter("203.0.113.8")
    caps.leave("203.0.113.7")
    assert [caps.enter("203.0.113.7") for _ in range(2)] == [True, False]


def test_a_household_s_ipv6_addresses_are_one() -> None:
    caps = Caps(1)
    assert caps.enter("2001:db8:1:2::a")
    assert not caps.enter("2001:db8:1:2:ffff::b")
    assert caps.enter("2001:db8:1:3::a")


def test_an_ipv4_address_is_the_same_in_ipv6() -> None:
    caps = Caps(1)
    assert caps.enter("203.0.113.7")
    assert not caps.enter("::ffff:203.0.113.7")


def test_nothing_is_kept_of_who_has_left() -> None:
    caps = Caps(2)
    for number in range(200):
        address = f"203.0.113.{number}"
        assert caps.enter(address)
        caps.leave(address)
    assert not caps.held


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_a_proxy_that_does_not_say_for_whom_it_asks_is_not_limited(address: str) -> None:
    caps = Caps(1)
    assert all(caps.enter(address) for _ in range(5))


def test_zero_is_no_limit() -> None:
    caps = Caps(0)
    assert all(caps.enter("203.0.113.7") for _ in range(1000))
