"""Findings go to the database in parts that it takes, and each names all alerts that may be told."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from include.alerts.matching import findings
from include.alerts.matching.findings import Finding, in_parts


def finding(alerts: list[UUID], searching: list[UUID]) -> Finding:
    """One whose alerts come in groups of two."""
    return Finding(uuid4(), "added", 1, alerts=groups(alerts), searching=groups(searching))


def groups(ids: list[UUID]) -> list[str]:
    return [",".join(map(str, ids[n : n + 2])) for n in range(0, len(ids), 2)]


def test_those_whose_words_are_yet_to_be_compared_are_among_the_alerts() -> None:
    certain, searching = [uuid4() for _ in range(3)], [uuid4() for _ in range(3)]

    assert finding(certain, searching).told() == {*certain, *searching}
    assert finding([], []).told() == set()


def test_parts_are_as_large_as_they_may_be_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MAX_PART_CHARS", 2 * 73)
    two = [uuid4(), uuid4()]  # 73 characters
    found = [
        finding(two, []),
        finding([], two),
        finding(two, []),
        finding(two, []),
        finding(two * 3, two),
        finding([], []),
    ]
    parts = list(in_parts(found))

    assert [len(part) for part in parts] == [2, 2, 1, 1]
    assert [one for part in parts for one in part] == found
    assert list(in_parts([])) == []
