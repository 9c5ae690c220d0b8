"""An address as somebody pasted it."""

from __future__ import annotations

import pytest

from include.errors import ConfigurationError
from include.operations.preview.address import free_slug, instance_at, web_address
from include.operations.preview.detection import Detected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" https://example.com/events ", "https://example.com/events"),
        ("example.com", "https://example.com"),
        ("example.com:8080/events?x=1", "https://example.com:8080/events?x=1"),
        ("webcal://example.com/all.ics", "https://example.com/all.ics"),
        ("HTTP://Example.com/", "HTTP://Example.com/"),
    ],
)
def test_an_address_is_read_as_people_write_it(written: str, meant: str) -> None:
    assert web_address(written) == meant


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "web address"),
        ("events", "web address"),
        ("ftp://example.com/events", "web address"),
        ("javascript:alert(1)", "web address"),
        ("file:///etc/passwd", "web address"),
        ("https://example.com:port/", "Port"),
        ("https://[::1/", "Invalid"),
        (f"https://example.com/{'x' * 2000}", "at most 2,000"),
        ("https://example.com/events?api_key=sk_live_abcdef123456", "holds a secret"),
        ("https://meena:open-sesame-7@example.com/", "holds a secret"),
    ],
)
def test_what_is_none_or_holds_a_secret_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason):
        web_address(written)


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("The Club!", (), "the_club"),
        ("The Club", ("the_club", "the_club_2"), "the_club_3"),
        ("ಜಾತ್ರೆ", (), "source_"),
        ("7 steps", (), "source_7_steps"),
        ("Submissions", (), "submissions_2"),
        ("x" * 200, (), "x" * 60),
    ],
)
def test_a_source_is_named_as_no_other_is(name: str, taken: tuple[str, ...], slug: str) -> None:
    assert free_slug(name, taken) == slug


def test_a_host_names_the_source_until_somebody_does() -> None:
    found = instance_at(
        "https://www.bflat.example/shows", Detected("rss", {"url": "https://www.bflat.example/feed"}), ()
    )

    assert (found.slug, found.name, found.kind) == ("bflat_example", "bflat.example", "rss")
