"""What a step reads of the feed: which of it shows an event, which events are gone, and whether it has a hole."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from include import metrics
from include.alerts.matching.batch import FeedBatch, ShownEvent

ONE, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))


def rows(*changes: tuple[str, Any], first: int = 8) -> list[Any]:
    """Changes of a kind and an entity, numbered from the first one on, of events that were not known."""
    unknown = {"known_version": None, "known": None, "words": [], "reworded": False}
    payload = json.dumps({"mergedInto": None})
    return [
        SimpleNamespace(seq=seq, kind=kind, entity=str(entity), version=seq, payload=payload, **unknown)
        for seq, (kind, entity) in enumerate(changes, first)
    ]


def batch(*changes: tuple[str, Any], after: int = 7) -> FeedBatch:
    return FeedBatch(after, rows(*changes))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    counted: list[str] = []
    monkeypatch.setattr(metrics, "count", counted.append)
    return counted


@pytest.mark.parametrize(
    ("kind", "shows", "is_whole"),
    [
        ("event:new", True, True), ("event:updated", True, True), ("event:cancelled", True, True),
        ("event:removed", False, True), ("place:status", False, True), ("bulk", False, False), ("reset", False, False),
    ],
)  # fmt: skip
def test_what_a_change_says_of_an_event(kind: str, shows: bool, is_whole: bool) -> None:
    read = batch(("event:new", OTHER), (kind, ONE))
    assert [one.id for one in read.shown()] == ([OTHER, ONE] if shows else [OTHER])
    assert (read.removed() == {ONE: None}) is (kind == "event:removed")
    assert (read.is_whole, read.last) == (is_whole, 9)


@pytest.mark.parametrize(("after", "is_whole"), [(7, True), (6, False), (0, False)])
def test_what_the_feed_has_not_kept_is_a_hole(after: int, is_whole: bool) -> None:
    assert batch(("event:new", ONE), after=after).is_whole is is_whole


def test_each_change_of_an_event_is_read_as_it_was_shown_then() -> None:
    read = batch(("event:new", ONE), ("event:updated", OTHER), ("event:updated", ONE))
    payload = json.dumps({"mergedInto": None})
    assert read.shown() == [
        ShownEvent(one, version, payload, None, None, [], False) for one, version in ((ONE, 8), (OTHER, 9), (ONE, 10))
    ]


def test_what_was_hidden_and_is_shown_again_is_not_removed() -> None:
    changes = [("event:removed", ONE), ("event:new", ONE), ("event:new", OTHER), ("event:removed", OTHER)]
    assert batch(*changes).removed() == {OTHER: None}


def test_what_was_merged_leads_to_what_it_became() -> None:
    read = batch(("event:removed", ONE), ("event:removed", OTHER))
    read.rows[0].payload = json.dumps({"mergedInto": str(THIRD)})
    assert read.removed() == {ONE: THIRD, OTHER: None}


def test_what_cannot_be_read_keeps_nothing_of_the_others_back(faults: list[str]) -> None:
    read = batch(("event:new", "odd"), ("event:new", ONE), ("event:removed", "odder"), ("event:removed", OTHER))
    assert [one.id for one in read.shown()] == [ONE]
    assert list(read.removed()) == [OTHER]
    assert faults == ["alerts.faults.event"] * 2
