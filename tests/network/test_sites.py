"""What belongs to one site, without asking anybody."""

from __future__ import annotations

import socket

import pytest

from include.network.sites import same_site, site_of


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://tickets.example.com/1", "https://www.example.com/", True),
        ("http://EXAMPLE.com./x", "https://example.com:8443/", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("https://example.com.evil.org/", "https://example.com/", False),
        ("https://evil.org/@example.com", "https://example.com/", False),
        ("https://example.com@evil.org/", "https://example.com/", False),
        ("https://evil.org\\@example.com/", "https://example.com/", False),
        ("https://evil.org\\.example.com/", "https://example.com/", False),
        ("http://127.0.0.1/", "http://127.0.0.2/", False),
        ("http://[::1]/", "http://[::1]:8010/", True),
        ("http://localhost/", "http://example.com/", False),
        ("ftp://example.com/", "https://example.com/", False),
        ("//example.com/", "https://example.com/", False),
        ("http://[event-url]/x", "https://example.com/", False),
        ("", "", False),
    ],
)
def test_a_site_is_a_registrable_domain(url: str, other: str, same: bool) -> None:
    assert same_site(url, other) is same


def test_an_operator_names_other_sites() -> None:
    assert same_site("https://shop.tickets.example/1", "https://example.com/", ["tickets.example"])
    assert not same_site("https://tickets.example.evil.org/1", "https://example.com/", ["tickets.example"])


def test_the_list_of_suffixes_is_not_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", forbidden)

    assert site_of("https://www.example.co.in/") == "example.co.in"
