"""A source that goes on where it ended is read again in rounds, which come to one fetch."""

from __future__ import annotations

from include.pipeline.stages import reread
from include.sources.base import FetchResult, RawRecord, Unreadable


def test_the_later_word_on_an_entry_stands_and_what_was_brought_is_not_kept_too() -> None:
    lost = Unreadable("an entry", "no date")
    first = FetchResult(
        [RawRecord("a", {"n": 1}), RawRecord("b", {"n": 1})], True, kept=frozenset("bc"), unreadable=[lost]
    )
    last = FetchResult([RawRecord("b", {"n": 2})], False, kept=frozenset("ad"), unreadable=[lost], state={"page": 2})

    found = reread._with(first, last)

    assert {one.external_id: one.data["n"] for one in found.records} == {"a": 1, "b": 2}
    assert (found.kept, found.unreadable) == (frozenset("cd"), [lost])
    assert (found.complete, found.state) == (False, {"page": 2})
