"""What is matched anew together, and what is asked of the ledger for it, without a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from include.errors import BrokenRecord
from include.pipeline.matching import candidates, component
from include.pipeline.matching.candidates import read_candidates
from include.pipeline.matching.component import ContendedError, read_component
from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.merges_and_splits import Decisions
from include.pipeline.matching.selection import CANDIDATES, MEMBERS
from include.understand.match.weighing import SHIPPED
from tests.pipeline.matching.test_written_assignments import id_of, listing
from tests.pipeline.noted import NotedConnection, row


class Ledger:
    """Listings by name. A listing finds as candidates those that are named beside it in `near`."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *listings: LedgerListing, near: dict[str, str] | None = None,
        partners: dict[str, str] | None = None, before: Sequence[str] | None = None, unreadable: str = "",
    ) -> None:  # fmt: skip
        self.known = {one.external_id: one for one in listings}
        self.near, self.partners, self.unreadable = near or {}, partners or {}, unreadable
        self.asked: list[str] = []
        self.decided: list[str] = []
        monkeypatch.setattr(component, "read_candidates", self._candidates)
        monkeypatch.setattr(component, "read_decisions", self._decisions)
        monkeypatch.setattr(component, "read_listings", self._listings)
        connection: Any = NotedConnection(monkeypatch, component, matching_member_ids=self._ids)
        connection.answers[MEMBERS] = self._members
        self._before = before
        self.connection = connection

    def read(self, *mine: str) -> tuple[list[str], dict[UUID, UUID]]:
        """The names of what is matched anew with these, and the stand-ins."""
        ours = {self.known[name].id: self.known[name] for name in mine}
        found, _, self.doubtful = read_component(self.connection, ours, SHIPPED)
        return sorted(one.external_id for one in found.listings.values()), found.stand_ins

    def _candidates(
        self, _: Any, asked: Iterable[LedgerListing], besides: Collection[UUID] = ()
    ) -> dict[UUID, LedgerListing]:
        found = [self.known[name] for one in asked for name in self.near.get(one.external_id, "")]
        return {one.id: one for one in found if one.id not in besides}

    def _decisions(self, _: Any, asked: Iterable[LedgerListing]) -> Decisions:
        self.decided.append("".join(sorted({one.external_id for one in asked})))
        named = [self.known[name] for mine, name in self.partners.items() if mine in self.decided[-1]]
        return Decisions([], [], {one.id: one for one in named})

    def _of(self, about: Any) -> list[LedgerListing]:
        return [one for one in self.known.values() if one.event_id in about["events"]]

    def _ids(self, about: Any) -> list[UUID]:
        names = self._before
        return [one.id for one in self._of(about)] if names is None else [self.known[name].id for name in names]

    def _members(self, about: Any) -> list[Any]:
        return [row(id=one.id, event_id=one.event_id, name=one.external_id) for one in self._of(about)]

    def _listings(self, rows: Iterable[Any]) -> dict[UUID, LedgerListing]:
        return {one.id: self.known[one.name] for one in rows if one.name not in self.unreadable}


def other(name: str, event: str | None = None) -> LedgerListing:
    """A listing of something else."""
    return listing(name, event, title="Pottery for beginners", venue="Lamp Rooms")


def test_a_listing_that_nothing_is_like_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(monkeypatch, listing("a"), other("b", "two"), near={"a": "b"})
    assert ledger.read("a") == (["a"], {})
    assert ledger.connection.written == [], "no event is held"


def test_what_it_is_like_comes_with_all_of_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(
        monkeypatch, listing("a"), listing("b", "one"), other("c", "one"), other("d", "two"), near={"a": "b"}
    )
    assert ledger.read("a") == (["a", "b", "c"], {})
    names = [name for name, _ in ledger.connection.written]
    assert names == ["matching_member_ids", "events_hold", MEMBERS], "what came meanwhile is looked for behind the hold"
    assert all(given == {"events": [id_of("one")]} for _, given in ledger.connection.written)


def test_its_own_event_and_what_persons_joined_to_it_come_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [listing("a", "one"), other("b", "one"), other("p", "three"), other("q", "three"), other("r")]
    ledger = Ledger(monkeypatch, *made, partners={"a": "p", "b": "r"})
    assert ledger.read("a") == (["a", "b", "p", "q", "r"], {})
    assert ledger.decided[0] == "a"
    assert "b" in ledger.decided[1], "of what the event has it is asked what persons decided, as of the batch"


@pytest.mark.parametrize(("most", "found"), [(0, "abc"), (1, "abcde"), (2, "abcdef"), (9, "abcdef")])
def test_what_that_is_linked_to_is_followed_up_to_so_many_events(
    monkeypatch: pytest.MonkeyPatch, most: int, found: str
) -> None:
    monkeypatch.setattr(component, "MAX_LINKED_EVENTS", most)
    films = [listing(name, event, title="Film Noir Double Bill", venue="Lamp Rooms") for name, event in ("c1", "d2")]
    reads = [listing(name, event, title="Poets of the Deccan", venue="Fig House") for name, event in ("e2", "f3")]
    ledger = Ledger(
        monkeypatch, listing("a"), listing("b", "1"), *films, *reads, near={"a": "b", "c": "d", "e": "f"}
    )  # fmt: skip
    assert "".join(ledger.read("a")[0]) == found


@pytest.mark.parametrize("before", ["b", "bcd", "bd", ""], ids=["joined", "left", "another", "all are new"])
def test_where_an_event_changed_before_it_was_held_the_batch_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    made = [listing("a"), listing("b", "one"), other("c", "one"), other("d", "two")]
    with pytest.raises(ContendedError, match="the listings of an event changed while it was being matched"):
        Ledger(monkeypatch, *made, near={"a": "b"}, before=list(before)).read("a")
    assert Ledger(monkeypatch, *made, near={"a": "b"}, before=["c", "b"]).read("a")[0] == ["a", "b", "c"]


def test_the_first_of_its_event_stands_in_for_each_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [listing("a"), listing("x", "one"), listing("b", "one", priority=6), other("c", "one"), other("y", "two")]
    ledger = Ledger(monkeypatch, *made, near={"a": "b"}, unreadable="xy")
    assert ledger.read("a") == (["a", "b", "c"], {id_of("x"): id_of("c")})
    alone = Ledger(monkeypatch, *made, near={"a": "y"}, unreadable="xy", partners={"a": "y"})
    assert alone.read("a")[1] == {}, "nothing of its event can be read"


def test_doubts_are_those_of_the_batch_and_of_what_comes_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """One craft at two hours, one of the places not stated: perhaps one workshop, perhaps two."""
    made = [listing(name, event, title="Kintsugi Workshop", venue=None) for name, event in (("a", None), ("b", "one"))]
    later = listing("d", "two", title="Japanese Kintsugi Workshop", venue="Atta Galatta", minutes=120)
    ledger = Ledger(monkeypatch, *made, later, near={"a": "bd", "b": "d"})
    assert ledger.read("a")[0] == ["a", "b"], "a doubt is no link"
    assert [(one.listing.external_id, one.other.external_id) for one in ledger.doubtful] == [("a", "d"), ("b", "d")]
    assert [one.score.veto for one in ledger.doubtful] == ["another hour, and no common venue"] * 2


def asked_for(*mine: LedgerListing, besides: Collection[UUID] = ()) -> dict[str, Any]:
    """What the ledger is asked for as candidates of these."""
    given: list[dict[str, Any]] = []

    class Asked:
        def execute(self, statement: Any, about: dict[str, Any]) -> list[Any]:
            assert statement is CANDIDATES
            given.append(about)
            return []

    connection: Any = Asked()
    assert read_candidates(connection, mine, besides) == {}
    return given[0] if given else {}


def test_candidates_are_asked_for_by_the_days_around_and_by_title() -> None:
    assert asked_for() == {}
    one, later = listing("a"), listing("b", days=1)
    sources = {"a": one.source_id, "b": later.source_id}
    days = {date(2026, 3, 5): "a", date(2026, 3, 6): None, date(2026, 3, 7): None, date(2026, 3, 8): "b"}
    assert asked_for(one, later, besides=[id_of("z")]) == {
        "ids": [one.id, later.id, id_of("z")], "days": list(days),
        "askers": [sources[name] if name else None for name in days.values()], "most": 1_000,
        "sources": [one.source_id, later.source_id], "titles": [one.title_key, later.title_key], "copies": 5,
    }  # fmt: skip


def test_what_one_source_asks_for_with_two_listings_is_of_no_use_to_it_either() -> None:
    one = listing("a")
    asked = asked_for(one, LedgerListing(**{**vars(one), "id": id_of("c")}))
    assert asked["askers"] == [one.source_id] * 3


@pytest.mark.parametrize(("number", "lines"), [(2, []), (3, ["flood"]), (4, ["flood"])])
def test_a_day_that_is_cut_off_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, number: int, lines: list[str]
) -> None:
    monkeypatch.setattr(candidates, "MAX_LISTINGS_PER_SOURCE_DAY", 3)
    made = [LedgerListing(**{**vars(listing("flood")), "id": id_of(str(n)), "slug": "flood"}) for n in range(number)]
    rows = [row(id=one.id, processed_data={}, external_id="x", slug="flood") for one in made]
    odd = row(id=id_of("odd"), processed_data={"odd": 1}, external_id="odd", slug="other")
    empty = row(id=id_of("empty"), processed_data=None, external_id="empty", slug="other")
    by_id = {one.id: one for one in made}

    def read(one: Any) -> LedgerListing:
        if one is odd:
            raise BrokenRecord("no listing")
        return by_id[one.id]

    monkeypatch.setattr(candidates, "ledger_listing", read)
    connection: Any = row(execute=lambda *_: [*rows, odd, empty])
    assert list(read_candidates(connection, [listing("a")])) == [one.id for one in made]
    found = [one.getMessage() for one in caplog.records]
    crowd = f"lists {number} happenings or more on 2026-03-06: no more of them are candidates"
    assert found == ["odd of other takes no part in matching: no listing", *(f"{name} {crowd}" for name in lines)]
