"""Links that Google Safe Browsing lists, asked of a stand-in over HTTP: what it is told, kept, and costs."""

from __future__ import annotations

import hashlib
import json
import logging
from base64 import b64decode
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from include.errors import TransientError
from include.network.services.safe_browsing import MAX_ASKED, HashAnswer, SafeBrowsingClient
from include.pipeline import unsafe_links
from include.settings import settings
from include.understand.content.expressions import hashes_of
from tests.pipeline.scene import Scene, at
from tests.sources.conftest import ServedPage, Site, served

JAZZ: dict[str, Any] = {"title": "Monsoon Jazz Quartet", "at": at(6, 20), "place": "The Humming Tree"}
KEY = "a-key-that-is-nobody-s-business"
BAD = "https://tickets.bad.example/jazz?id=1"
LISTED = hashlib.sha256(b"bad.example/").digest()
WAITS = "a harmful link: tickets.bad.example, listed by Google Safe Browsing: social engineering"


def field(number: int, value: bytes | int) -> bytes:
    """A field of a message of protocol buffers; no value here is longer than 127."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    return bytes([number << 3 | 2, len(value)]) + value


def hashes(*listed: bytes, threat: int = 2, seconds: int = 100, restricted: bytes = b"") -> bytes:
    """What version 5 answers: full hashes, each a threat, and for how long."""
    detail = field(1, threat) + restricted
    full = [field(1, field(1, one) + field(2, detail)) for one in listed]
    return b"".join(full) + field(2, field(1, seconds))


class Stand(Site):
    """The stand-in: one answer, whatever is asked."""

    answer = ServedPage(hashes())

    def page(self, path: str) -> ServedPage:
        return self.answer

    def prefixes(self) -> list[bytes]:
        """What version 5 was told in all."""
        asked = (parse_qs(urlsplit(path).query) for path, _ in self.requests)
        return [b64decode(one) for query in asked for one in query.get("hashPrefixes", [])]


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, scene: Scene) -> Iterator[Stand]:
    """The stand-in, and the settings that name it."""
    monkeypatch.setattr("tests.sources.conftest.Site", Stand)
    monkeypatch.setattr(unsafe_links, "_pause_ends", [0.0])
    with served() as stand:
        monkeypatch.setenv("JATRE_SAFE_BROWSING_URL", stand.base)
        monkeypatch.setenv("JATRE_SAFE_BROWSING_KEY", KEY)
        monkeypatch.setenv("JATRE_SAFE_BROWSING", "v5")
        settings.cache_clear()
        assert isinstance(stand, Stand)
        yield stand


def judged(scene: Scene) -> tuple[str, list[str]]:
    (row,) = scene.rows("select moderation_status, moderation_reasons from jatre.discovered_events")
    return row.moderation_status, row.moderation_reasons


def lists(scene: Scene, url: str = BAD, **more: Any) -> None:
    scene.lists("first", "1", **JAZZ | more, url=url)
    scene.run()


def test_an_event_whose_link_or_site_is_listed_waits(scene: Scene, google: Stand) -> None:
    google.answer = ServedPage(hashes(LISTED))
    lists(scene)

    assert judged(scene) == ("pending", [WAITS])


def test_version_5_is_told_four_bytes_of_hashes_and_the_key_stands_in_no_address(scene: Scene, google: Stand) -> None:
    lists(scene)

    assert sorted(google.prefixes()) == sorted({one[:4] for one in hashes_of(BAD)})
    for path, headers in google.requests:
        assert headers["x-goog-api-key"] == KEY
        assert KEY not in path
        assert "example" not in path
    assert judged(scene)[0] == "approved"


def test_another_hash_with_the_same_first_bytes_is_somebody_else(scene: Scene, google: Stand) -> None:
    google.answer = ServedPage(hashes(LISTED[:4] + bytes(28)))
    lists(scene)

    assert judged(scene) == ("approved", [])


@pytest.mark.parametrize(
    "more", [{"threat": 99}, {"restricted": field(2, 2)}], ids=["a threat that is not known", "for frames only"]
)
def test_what_counts_for_nothing(scene: Scene, google: Stand, more: dict[str, Any]) -> None:
    google.answer = ServedPage(hashes(LISTED, **more))
    lists(scene)

    assert judged(scene) == ("approved", [])


def test_an_answer_is_kept_as_long_as_it_says_and_no_longer(scene: Scene, google: Stand) -> None:
    google.answer = ServedPage(hashes(LISTED))
    lists(scene)
    asked = len(google.requests)
    google.answer = ServedPage(hashes())
    lists(scene, description="Doors at seven.")
    assert len(google.requests) == asked
    assert judged(scene) == ("pending", [WAITS])

    scene.do("update jatre.link_answers set expires_at = clock_timestamp() - interval '1 second'")
    lists(scene, description="Doors at eight.")
    assert len(google.requests) == 2 * asked
    assert judged(scene) == ("approved", [])


def test_an_answer_that_holds_for_no_time_is_not_kept(scene: Scene, google: Stand) -> None:
    google.answer = ServedPage(hashes(LISTED, seconds=0))
    lists(scene)

    assert judged(scene)[0] == "pending"
    assert scene.rows("select * from jatre.link_answers") == []


AWAY = {
    "an error": ServedPage(b"", status=503),
    "a key that is refused": ServedPage(b"{}", status=403),
    "too many": ServedPage(b"", status=429),
    "no message": ServedPage(b"\xff\xff\xff"),
    "cut short": ServedPage(hashes(LISTED)[:20]),
    "a page": ServedPage(b"<html>sign in</html>"),
    "somewhere else": ServedPage(b"", status=302, headers={"location": "http://10.0.0.1/"}),
}


@pytest.mark.parametrize("answer", AWAY.values(), ids=AWAY)
def test_what_is_not_answered_is_unknown_and_the_other_checks_go_on(
    scene: Scene, google: Stand, answer: ServedPage, caplog: pytest.LogCaptureFixture
) -> None:
    google.answer = answer
    with caplog.at_level(logging.DEBUG):
        lists(scene)
        assert judged(scene) == ("approved", [])
        asked = len(google.requests)
        lists(scene, url="https://files.example/jazz.apk")
    assert judged(scene) == ("pending", ["a harmful link: files.example, a program to download"])
    assert len(google.requests) == asked, "who failed is not asked again at once"
    assert "Safe Browsing is not asked for a while" in caplog.text
    assert KEY not in caplog.text


def test_a_batch_waits_its_seconds_and_no_longer(scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unsafe_links, "BATCH_SECONDS", 0.2)
    google.answer = ServedPage(hashes(LISTED), delay=2)
    with scene.engine.begin() as connection:
        assert unsafe_links.unsafe_links(connection, [BAD]) == {}
        google.answer = ServedPage(hashes(LISTED))
        unsafe_links._pause_ends[0] = 0.0
        monkeypatch.setattr(unsafe_links, "BATCH_SECONDS", 60)
        assert unsafe_links.unsafe_links(connection, [BAD]) == {BAD: "social engineering"}


def test_many_links_are_asked_for_together_and_what_is_left_out_is_said(
    scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(unsafe_links, "MAX_QUESTIONS", 3)
    links = [f"https://one.example/{number}" for number in range(400)]
    with scene.engine.begin() as connection:
        unsafe_links.unsafe_links(connection, links)
    assert [len(google.requests), len(google.prefixes())] == [3, 3 * MAX_ASKED]
    assert "answered to 300 of 401 forms of links" in caplog.text


def test_an_event_full_of_links_keeps_no_other_site_from_being_asked_for(
    scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsafe_links, "MAX_QUESTIONS", 1)
    google.answer = ServedPage(hashes(LISTED))
    full = [f"https://one.example/{number}/{number}/{number}?x={number}" for number in range(400)]
    with scene.engine.begin() as connection:
        assert unsafe_links.unsafe_links(connection, [*full, BAD]) == {BAD: "social engineering"}


def test_who_answered_some_questions_is_asked_again_in_the_next_batch(
    scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = SafeBrowsingClient.search

    def once(client: SafeBrowsingClient, prefixes: Sequence[bytes]) -> HashAnswer:
        if google.requests:
            raise TransientError("slow today")
        return search(client, prefixes)

    monkeypatch.setattr(SafeBrowsingClient, "search", once)
    with scene.engine.begin() as connection:
        unsafe_links.unsafe_links(connection, [f"https://one.example/{number}" for number in range(200)])
        google.requests.clear()
        unsafe_links.unsafe_links(connection, ["https://two.example/"])
    assert len(google.requests) == 1


def test_version_4_is_told_addresses_and_keeps_what_is_listed(
    scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JATRE_SAFE_BROWSING", "v4")
    settings.cache_clear()
    match = {"threatType": "SOCIAL_ENGINEERING", "threat": {"url": BAD}, "cacheDuration": "300.5s"}
    google.answer = ServedPage(json.dumps({"matches": [match, match | {"threatType": "NEW"}]}).encode())
    lists(scene)

    assert judged(scene) == ("pending", [WAITS])
    ((question,), ((path, headers),)) = google.questions, google.requests
    assert (path, headers["x-goog-api-key"]) == ("/v4/threatMatches:find", KEY)
    assert question["threatInfo"]["threatEntries"] == [{"url": BAD}]
    assert [row.version for row in scene.rows("select version from jatre.link_answers")] == ["v4"]


def test_without_the_setting_nobody_is_asked(scene: Scene, google: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JATRE_SAFE_BROWSING")
    settings.cache_clear()
    lists(scene)

    assert google.requests == []
    assert settings().safe_browsing == ""


def test_the_key_is_not_shown_with_the_settings(google: Stand) -> None:
    assert KEY not in repr(settings())
    assert KEY not in str(settings().model_dump())
