"""Which listings take the id under which a fetch shows them now, and what is written of that, without a database."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from include.pipeline.fetching import renaming
from include.pipeline.fetching.renaming import rename_listings
from include.sources.base import RawRecord
from tests.pipeline.noted import NotedConnection, row

SOURCE = UUID(int=1)


def likeness(raw: dict[str, Any]) -> str | None:
    """What a record is recognised by; "?" for one that cannot be read."""
    if raw["is"] == "?":
        raise ValueError("odd")
    found: str | None = raw["is"]
    return found


class Renamed:
    """The statements, and the pairs of a fetch that shows `fresh`, where the ledger has `unseen` and knows `known`."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, unseen: dict[str, str | None], fresh: dict[str, str | None],
        known: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        rows = [row(external_id=name, raw_data={"is": one}) for name, one in unseen.items()]
        answers = {"listings_unseen": rows, "listings_known": [row(external_id=one) for one in known]}
        connection: Any = NotedConnection(monkeypatch, renaming, **answers)
        source: Any = row(likeness=likeness, instance=row(slug="notes"))
        records = [RawRecord(name, {"is": one}) for name, one in fresh.items()]
        self.count = rename_listings(connection, SOURCE, source, records, sorted(fresh))
        self.given = dict(connection.written)
        self.pairs = [(one["old"], one["new"]) for one in self.given.get("listings_rename", {}).get("pairs", [])]


@pytest.mark.parametrize(
    ("unseen", "fresh", "pairs"),
    [
        ({"1-a": "jazz"}, {"2-a": "jazz"}, [("1-a", "2-a")]),
        ({"1-a": "jazz"}, {"2-a": "poetry"}, []),
        ({"1-a": "jazz", "1-b": "poetry"}, {"2-b": "jazz", "2-a": "poetry"}, [("1-b", "2-a"), ("1-a", "2-b")]),
        ({"1-a": "jazz", "1-b": "jazz"}, {"2-a": "jazz"}, []),  # which of both is not known
        ({"1-a": "jazz"}, {"2-a": "jazz", "2-b": "jazz"}, []),
        ({"1-a": "jazz", "1-b": "jazz", "1-c": "poetry"}, {"2-a": "jazz", "2-c": "poetry"}, [("1-c", "2-c")]),
        ({"1-a": None, "1-b": "poetry"}, {"2-a": None, "2-b": "poetry"}, [("1-b", "2-b")]),
        ({"1-a": "", "1-b": "poetry"}, {"2-a": "", "2-b": "poetry"}, [("1-b", "2-b")]),
        ({"1-a": "?", "1-b": "poetry"}, {"2-a": "?", "2-b": "poetry"}, [("1-b", "2-b")]),
    ],
)
def test_what_resembles_one_listing_and_no_other_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, unseen: dict[str, str | None], fresh: dict[str, str | None],
    pairs: list[tuple[str, str]],
) -> None:  # fmt: skip
    found = Renamed(monkeypatch, unseen, fresh)
    assert (found.count, found.pairs) == (len(pairs), pairs)
    document = [{"old": old, "new": new} for old, new in pairs]
    assert found.given.get("listings_rename") == ({"source_id": SOURCE, "pairs": document} if pairs else None)
    assert found.given.get("decisions_rename") == ({"slug": "notes", "pairs": document} if pairs else None)


def test_what_is_known_by_its_id_is_not_taken_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Renamed(monkeypatch, {"1-a": "jazz"}, {"2-a": "jazz", "2-b": "poetry"}, known=("2-a",))
    assert (found.count, found.pairs) == (0, [])
    assert found.given["listings_known"] == {"source_id": SOURCE, "external_ids": ["2-a", "2-b"]}


@pytest.mark.parametrize("fresh", [{}, {"2-a": None}, {"2-a": "?"}])
def test_without_anything_to_recognise_nothing_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, fresh: dict[str, str | None]
) -> None:
    found = Renamed(monkeypatch, {"1-a": "jazz"}, fresh)
    assert found.count == 0
    assert "listings_unseen" not in found.given


@pytest.mark.parametrize(("spare", "pairs"), [(0, [("1-a", "2-a"), ("1-b", "2-b")]), (-1, [("1-a", "2-a")])])
def test_no_more_is_read_of_the_ledger_than_a_fetch_may_bring(
    monkeypatch: pytest.MonkeyPatch, spare: int, pairs: list[tuple[str, str]]
) -> None:
    names: dict[str, str | None] = {"1-a": "ಜಾಝ್", "1-b": "poetry"}
    chars = sum(len(json.dumps({"is": one}, ensure_ascii=False)) for one in names.values())
    monkeypatch.setattr(renaming, "MAX_FETCH_CHARS", chars + spare)
    assert Renamed(monkeypatch, names, {"2-a": "ಜಾಝ್", "2-b": "poetry"}).pairs == pairs
