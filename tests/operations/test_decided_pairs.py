"""Labels of what persons decided about pairs, without a database: the latest word, both listings, no series."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from include.operations.matching import decided
from include.operations.matching.decided import decided_labels
from include.pipeline.matching.listings import LedgerListing
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import compared
from tests.pipeline.noted import NotedConnection, row
from tests.understand.match.match_records import match_record


def listing(slug: str, record: MatchRecord) -> LedgerListing:
    number = UUID(int=len(slug))
    return LedgerListing(number, None, number, "1", slug, record, "Jazz", [], "jazz", "enrich")


def decision(kind: str, one: str, other: str) -> Any:
    return row(kind=kind, source_slug=one, external_id="1", other_source_slug=other, other_external_id="1")


class Decided:
    """The labels of some decisions, with the listings of these sources, and what was asked of the database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *decisions: Any, **records: MatchRecord) -> None:
        known = {UUID(int=n): listing(slug, record) for n, (slug, record) in enumerate(records.items())}
        monkeypatch.setattr(decided, "BY_KEY", "by_key")
        monkeypatch.setattr(decided, "read_listings", lambda _: known)
        connection: Any = NotedConnection(monkeypatch, decided, match_labels=list(decisions))
        self.labels = decided_labels(connection)
        self.asked = connection.written


def test_each_pair_has_the_latest_word_on_it_and_all_listings_are_read_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a, b, c = (match_record(n, slug) for n, slug in ((1, "a"), (2, "b"), (3, "c")))
    found = Decided(
        monkeypatch,
        decision("merge", "b", "a"),
        decision("split", "a", "b"),
        decision("split", "c", "a"),
        a=a,
        b=b,
        c=c,
    )
    assert [one.same for one in found.labels] == [True, False]
    pairs = [compared(a, b), compared(a, c)]
    assert [(one.fields, one.veto) for one in found.labels] == [(one.fields, one.veto) for one in pairs]
    assert found.asked == [
        ("match_labels", {"most": 5_000}),
        ("by_key", {"slugs": ["a", "b", "c"], "externals": ["1", "1", "1"]}),
    ]


def test_a_pair_of_which_one_is_gone_is_none_and_the_next_is(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {slug: match_record(n, slug) for n, slug in enumerate(("a", "b"), 1)}
    found = Decided(monkeypatch, decision("merge", "a", "gone"), decision("merge", "a", "b"), **known)
    assert [one.same for one in found.labels] == [True]


def test_without_decisions_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Decided(monkeypatch)
    assert (found.labels, [name for name, _ in found.asked]) == ([], ["match_labels"])


def test_a_series_is_no_label(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is known by a rule and not by its parts."""
    a, b = match_record(1, "a"), match_record(2, "b")
    score = compared(a, b)
    monkeypatch.setattr(decided, "compared", lambda *_: type(score)(1.0, {"series": 1.0}))
    assert Decided(monkeypatch, decision("merge", "a", "b"), a=a, b=b).labels == []
