"""An answer that is kept is given where reading anew would find the same, and never after its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.limits import answer_cache
from realtime.limits.answer_cache import AnswerCache
from realtime.metrics import Metrics

MUSIC = (("events:music",),)
OUTCOMES = ("hit", "miss", "expired", "invalidated")


@dataclass(frozen=True)
class Text:
    text: str
    size: int = 10


class House:
    """A cache of ten seconds, its ring at change 5, and the outcomes of what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, max_bytes: int = 10_000) -> None:
        self.now = 100.0
        monkeypatch.setattr(answer_cache, "time", SimpleNamespace(monotonic=lambda: self.now))
        self.ring, self.metrics = Ring(100, 100_000), Metrics()
        self.ring.restart("e", 5, "start")
        self.cache: AnswerCache[Text] = AnswerCache(self.ring, self.metrics, max_bytes, 10)

    def change(self, room: str, kind: str = "event:new") -> None:
        at = Cursor("e", self.ring.head + 1)
        self.ring.extend([FeedChange(at, kind, "x", 1, frozenset({room}), "{}", datetime.now(UTC))])

    def keep(self, rooms: Any = MUSIC, seq: int = 5) -> Any:
        key = self.cache.key("/api/events")
        self.cache.put(key, Text("a list"), Cursor("e", seq), rooms)
        return key

    def get(self, key: Any, head: Cursor | None = None) -> str | None:
        found = self.cache.get(key, head or self.ring.cursor)
        return found.text if found else None

    def counted(self) -> dict[str, float]:
        found = {one: self.metrics.answers.labels(one)._value.get() for one in OUTCOMES}
        return {name: count for name, count in found.items() if count}


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    return House(monkeypatch)


def test_an_answer_is_given_again_and_what_was_not_asked_before_is_not(house: House) -> None:
    key = house.keep()
    assert house.get(key) == "a list"
    assert house.get(house.cache.key("/api/events?q=jazz")) is None
    assert house.counted() == {"hit": 1, "miss": 1}


@pytest.mark.parametrize(("seconds", "outcome"), [(9.9, "hit"), (10, "expired"), (99, "expired")])
def test_an_answer_is_kept_for_its_time(house: House, seconds: float, outcome: str) -> None:
    key = house.keep()
    house.now += seconds
    assert house.get(key) == ("a list" if outcome == "hit" else None)
    assert house.counted() == {outcome: 1}


@pytest.mark.parametrize(
    ("room", "rooms", "outcome"),
    [
        ("events:music", MUSIC, "invalidated"),
        ("events:film", MUSIC, "hit"),
        ("events:music", (("events:music",), ("events:area:blr",)), "hit"),
        ("events:music", (("events:music", "events:film"),), "invalidated"),
    ],
    ids=["of its room", "of another", "of one room of two that it needs", "of one of several"],
)
def test_a_change_ends_the_answers_that_it_may_concern(house: House, room: str, rooms: Any, outcome: str) -> None:
    key = house.keep(rooms)
    house.change(room)
    assert house.get(key) == ("a list" if outcome == "hit" else None)
    assert house.counted() == {outcome: 1}


@pytest.mark.parametrize(
    ("head", "given"),
    [(Cursor("e", 5), True), (Cursor("e", 6), False), (Cursor("e", 4), False), (Cursor("f", 5), False)],
    ids=["here", "ahead of what is known here", "before the answer", "of another feed"],
)
def test_an_answer_is_given_for_a_position_that_is_known_here(house: House, head: Cursor, given: bool) -> None:
    key = house.keep()
    assert (house.get(key, head) is not None) is given
    assert house.counted() == {"hit" if given else "invalidated": 1}


def test_a_feed_that_begins_anew_voids_what_was_kept(house: House) -> None:
    key = house.keep()
    house.ring.restart("e", 5, "restored")
    assert house.cache.key("/api/events") != key
    house.keep()
    house.change("anything", "reset")
    assert house.get(house.cache.key("/api/events")) is None


def test_a_later_form_of_an_answer_is_kept_no_longer_for_that(house: House) -> None:
    key = house.keep()
    house.change("events:film")
    house.now += 9
    assert house.cache.advance(key, Text("as of 6"), house.ring.cursor).text == "as of 6"
    assert house.get(key) == "as of 6"
    assert house.get(key, Cursor("e", 5)) is None, "it is newer than that"
    house.now += 1
    assert house.get(key) is None
    assert house.cache.advance(house.cache.key("other"), Text("b"), house.ring.cursor).text == "b"
    assert house.get(house.cache.key("other")) is None


def test_the_answers_are_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each counts with what is kept beside its text."""
    house = House(monkeypatch, 2 * (1_024 + 10))
    keys = [house.cache.key(str(number)) for number in range(3)]
    for key in keys:
        house.cache.put(key, Text("x"), house.ring.cursor, MUSIC)
    assert [house.get(key) is not None for key in keys] == [False, True, True]
