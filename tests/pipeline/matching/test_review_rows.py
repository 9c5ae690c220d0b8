"""Which doubtful pairs are kept for a person: each once, the likeliest, of different events, undecided."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from include.pipeline.matching.listings import LedgerListing
from include.pipeline.matching.reviews import MAX_REVIEWS_PER_LISTING, DoubtfulPair, review_rows
from include.understand.match.similarity import Score
from tests.understand.match.match_records import match_record

NAMES = UUID(int=7)


def event(name: str) -> UUID:
    return uuid5(NAMES, f"event {name}")


def listing(name: str, of: str | None = None) -> LedgerListing:
    """A listing of the source "s", in the ledger of an event or of none."""
    record, known = match_record(1, "s"), event(of) if of else None
    object.__setattr__(record, "key", (5, "s", name))
    return LedgerListing(uuid5(NAMES, name), known, NAMES, name, "s", record, "Jazz", [], "jazz", "enrich")


def doubt(ours: str, theirs: LedgerListing, total: float = 0.8, veto: str | None = None) -> DoubtfulPair:
    return DoubtfulPair(listing(ours), theirs, Score(total, {"title": 0.87654}, veto))


def rows(*pairs: DoubtfulPair, events: dict[str, str], splits: Any = ()) -> list[tuple[UUID, UUID]]:
    """(event, listing) of each row; `events` holds the event of each of our listings."""
    known = {listing(one).id: event(of) for one, of in events.items()}
    return [(row["event"], row["listing"]) for row in review_rows(pairs, known, splits)]


def test_a_pair_of_two_events_is_kept_and_one_of_a_single_event_is_not() -> None:
    pair = doubt("a", listing("b", "two"))
    assert rows(pair, events={"a": "one"}) == [(event("one"), listing("b").id)]
    assert rows(pair, events={"a": "two"}) == []
    assert rows(pair, events={"a": "one", "b": "one"}) == [], "the event of this run counts, not that of the ledger"
    assert rows(pair, events={"a": "one", "b": "three"}) == [(event("one"), listing("b").id)]
    assert rows(doubt("a", listing("b")), events={"a": "one"}) == [], "a listing without an event"


def test_a_pair_that_somebody_has_split_is_not_kept_in_either_order() -> None:
    pair, other = doubt("a", listing("b", "two")), doubt("a", listing("c", "three"))
    for split in ((("s", "a"), ("s", "b")), (("s", "b"), ("s", "a"))):
        assert rows(pair, other, events={"a": "one"}, splits=[split]) == [(event("one"), listing("c").id)]


def test_the_listing_of_the_greater_key_is_the_duplicate_whichever_came_first() -> None:
    first = DoubtfulPair(listing("b", "two"), listing("a", "one"), Score(0.8, {"title": 0.9}))
    last = DoubtfulPair(listing("a", "one"), listing("b", "two"), Score(0.8, {"title": 0.9}))
    assert review_rows([first], {}, []) == review_rows([last], {}, []) == review_rows([first, last], {}, [])
    assert rows(first, events={}) == [(event("one"), listing("b").id)]


def test_of_several_pairs_with_one_event_the_likeliest_is_kept() -> None:
    pairs = [doubt("a", listing("b", "two"), 0.76), doubt("a", listing("c", "two"), 0.8)]
    (row,) = review_rows(pairs, {listing("a").id: event("one")}, [])
    assert (row["score"], row["listing"]) == (0.8, listing("c").id)
    assert row["fields"]["with"] == {"source": "s", "external_id": "a"}


def test_the_likeliest_is_that_of_the_greater_probability_and_only_then_of_the_greater_score() -> None:
    alike = DoubtfulPair(listing("a"), listing("b", "two"), Score(0.76, {"title": 0.9, "time": 1.0, "location": 1.0}))
    unlike = DoubtfulPair(listing("a"), listing("c", "two"), Score(0.8, {"title": 0.9, "time": 0.5}))
    assert alike.score.probability > unlike.score.probability
    for pairs in ([alike, unlike], [unlike, alike]):
        (row,) = review_rows(pairs, {listing("a").id: event("one")}, [])
        assert row["listing"] == listing("b").id


def test_a_person_is_shown_the_likeliest_few_of_each_listing() -> None:
    many = [doubt("a", listing(f"b{n}", f"event {n}"), 0.75 + n / 1_000) for n in range(8)]
    kept = rows(*many, doubt("z", listing("b0", "event 0"), 0.7), events={"a": "one", "z": "other"})
    shown = [listing(f"b{n}").id for n in range(7, 7 - MAX_REVIEWS_PER_LISTING, -1)]
    assert kept == [*((event("one"), one) for one in shown), (event("event 0"), listing("z").id)]


def test_a_row_states_the_score_its_parts_and_the_rule_that_may_err() -> None:
    (plain,) = review_rows([doubt("a", listing("b", "two"), 0.8123)], {listing("a").id: event("one")}, [])
    assert (plain["score"], plain["fields"]["title"], plain["fields"]["decided"]) == (0.81, 0.877, "for review")
    assert 0 < plain["fields"]["probability"] < 1
    assert plain["fields"]["probability"] == round(plain["fields"]["probability"], 3)
    assert "veto" not in plain["fields"]
    vetoed_pair = doubt("a", listing("b", "two"), veto="another part")
    (vetoed,) = review_rows([vetoed_pair], {listing("a").id: event("one")}, [])
    assert vetoed["fields"]["veto"] == "another part"
