"""What assigning groups to events writes, every statement of it: new events, listings that move, merges, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import pytest

from include.pipeline.matching import assignment
from include.pipeline.matching.assignment import assign
from include.pipeline.matching.component import Component
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.reviews import DoubtfulPair, Doubts
from include.understand.match.scores import Scores
from include.understand.match.similarity import Score
from tests.pipeline.noted import NotedConnection, row
from tests.understand.match.match_records import match_record

NAMES = UUID(int=7)
NEW = UUID(int=9)
DATES = [{"starts_at": "2026-03-07T20:00:00+05:30"}, {"starts_at": "2026-03-06T20:00:00+05:30", "date_only": True}]


def id_of(name: str) -> UUID:
    return uuid5(NAMES, name)


def listing(name: str, event: str | None = None, priority: int = 5, **record: Any) -> LedgerListing:
    """A listing "a" of the source "s_a", of an event in the ledger or of none."""
    source = f"s_{name}"
    made = match_record(1, source, **record)
    object.__setattr__(made, "key", (priority, source, name))
    known = id_of(event) if event else None
    title = record.get("title", "Monsoon Jazz Quartet")
    return LedgerListing(id_of(name), known, id_of(source), name, source, made, title, DATES, "jazz", "dedup")


def founded(event: str, by: str, seen: bool = True) -> Any:
    """A row of an event that stands on a listing."""
    return row(id=id_of(event), staging_id=id_of(by), published_at="then" if seen else None)


class Written:
    """The statements by their names; a name that was not executed has none."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, listings: Sequence[LedgerListing], groups: Sequence[Sequence[int]],
        *events: Any, batch: Sequence[str] = (), doubts: Sequence[DoubtfulPair] = (), **more: Any,
    ) -> None:  # fmt: skip
        connection: Any = NotedConnection(monkeypatch, assignment, events_by_founder=list(events))
        monkeypatch.setattr(assignment, "uuid4", lambda: NEW)
        component = Component({one.id: one for one in listings}, more.get("stand_ins", {}))
        scores = Scores([one.record for one in listings], range(len(listings)))
        ids = {id_of(name) for name in batch}
        assign(connection, component, listings, groups, scores, ids, Doubts(list(doubts), []))
        self.names = [name for name, _ in connection.written]
        self.given = dict(connection.written)

    def rows(self, name: str) -> Any:
        return self.given.get(name, {}).get("rows")


USUAL = ["events_by_founder", "listings_matched", "duplicates_forget"]


def moved(name: str, event: UUID, waits: bool = True) -> dict[str, Any]:
    return {"id": str(id_of(name)), "event_id": str(event), "waits": waits}


def test_a_listing_alone_founds_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Written(monkeypatch, [listing("a")], [[0]], batch=["a"])
    assert found.names == ["events_by_founder", "events_insert", "events_insert_dates", *USUAL[1:]]
    assert found.given["events_by_founder"] == {"listings": [id_of("a")]}
    event = {
        "id": str(NEW), "staging_id": str(id_of("a")), "source_id": str(id_of("s_a")), "title": "Monsoon Jazz Quartet",
        "start_time": "2026-03-06T20:00:00+05:30", "date_only": True, "occurrences": DATES,
    }  # fmt: skip
    assert found.rows("events_insert") == found.rows("events_insert_dates") == [event]
    assert found.rows("listings_matched") == [moved("a", NEW)]
    assert found.given["duplicates_forget"] == {"listings": [id_of("a")], "events": [NEW], "rows": []}


def test_what_joins_an_event_does_so_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [listing("a", "one"), listing("b", minutes=30)]
    found = Written(monkeypatch, both, [[0, 1]], founded("one", "a"), batch=["b"])
    assert found.names == [*USUAL[:1], "listings_matched", "events_merge", "duplicates_forget", "duplicates_write"]
    assert found.rows("listings_matched") == [moved("b", id_of("one"))]
    assert found.rows("events_merge") == [{"id": str(id_of("one")), "merged_into": None}]
    fields = {
        "title": 1.0, "time": 1.0, "location": 1.0, "with": {"source": "s_a", "external_id": "a"},
        "probability": 0.993, "log_odds": {"prior": -10.17, "title": 12.54, "time": 0.8, "location": 1.79},
    }  # fmt: skip
    reason = {"event": str(id_of("one")), "listing": str(id_of("b")), "score": 1.0, "fields": fields}
    assert found.rows("duplicates_write") == [reason]
    matched = {"listings": [id_of("a"), id_of("b")], "events": [id_of("one")]}
    assert found.given["duplicates_forget"] == {**matched, "rows": [reason]}


def test_two_events_of_one_happening_merge_into_that_of_the_better_founder(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [listing("b", "two"), listing("a", "one")]
    found = Written(monkeypatch, both, [[1, 0]], founded("two", "b"), founded("one", "a"), batch=["a"])
    assert found.rows("events_merge") == [
        {"id": str(id_of("one")), "merged_into": None}, {"id": str(id_of("two")), "merged_into": str(id_of("one"))}
    ]  # fmt: skip
    assert found.rows("listings_matched") == [moved("a", id_of("one")), moved("b", id_of("one"), waits=False)]
    assert found.given["listings_rebuild"] == {"events": [id_of("two")]}
    assert "events_hand_over" not in found.names


def test_what_leaves_its_event_founds_one_and_the_old_one_is_built_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [listing("a", "one"), listing("b", "one", title="Pottery for beginners")]
    found = Written(monkeypatch, both, [[0], [1]], founded("one", "a"))
    assert [one["id"] for one in found.rows("events_insert")] == [str(NEW)]
    assert [one["title"] for one in found.rows("events_insert")] == ["Pottery for beginners"]
    assert found.rows("listings_matched") == [moved("b", NEW, waits=False)]
    assert found.given["listings_rebuild"] == {"events": [id_of("one")]}


@pytest.mark.parametrize(
    ("first", "seen", "handed"),
    [
        (("a", 4), True, True),  # of a better source
        (("a", 5), True, False),  # of an equal one: whoever founded it stays
        (("a", 5), False, True),  # as long as nobody has seen it, the first of equals
        (("z", 5), False, False),
        (("z", 6), True, False),
    ],
)
def test_an_event_is_handed_to_a_better_listing(
    monkeypatch: pytest.MonkeyPatch, first: tuple[str, int], seen: bool, handed: bool
) -> None:
    mine, founder = listing(first[0], priority=first[1]), listing("m", "one")
    found = Written(monkeypatch, [mine, founder], [[0, 1]], founded("one", "m", seen), batch=[first[0]])
    home = {"id": str(id_of("one")), "staging_id": str(mine.id)}
    assert found.rows("events_hand_over") == ([home] if handed else None)
    assert [one["listing"] for one in found.rows("duplicates_write")] == [str((founder if handed else mine).id)]


def test_a_founder_that_cannot_be_read_has_a_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    lost, mine = id_of("lost"), listing("a", "one")
    found = Written(monkeypatch, [mine], [[0]], founded("one", "lost"), batch=["a"], stand_ins={lost: mine.id})
    assert found.given["events_by_founder"] == {"listings": [mine.id, lost]}
    assert found.rows("listings_matched") == [moved("a", id_of("one"))]
    assert found.rows("duplicates_forget") == []


def test_what_a_person_or_another_listing_joined_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [listing("a", "one"), listing("b", title="Pottery for beginners", venue="Lamp Rooms")]
    found = Written(monkeypatch, both, [[0, 1]], founded("one", "a"), batch=["b"])
    ((reason),) = found.rows("duplicates_write")
    assert reason["fields"]["decided"] == "by a person or through another listing"


def test_doubts_between_events_are_written_beside_the_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    mine, other = listing("a"), listing("b", "two")
    doubt = DoubtfulPair(mine, other, Score(0.83456, {"title": 0.5}, "other place"))
    found = Written(monkeypatch, [mine], [[0]], batch=["a"], doubts=[doubt])
    (reason,) = found.rows("duplicates_write")
    assert (reason["event"], reason["listing"], reason["score"]) == (str(NEW), str(other.id), 0.83)
    assert (reason["fields"]["decided"], reason["fields"]["veto"]) == ("for review", "other place")
