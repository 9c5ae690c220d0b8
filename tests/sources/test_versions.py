"""Which of two records is the newer word."""

from __future__ import annotations

from typing import Any

import pytest

from include.sources.versions import is_older

NOON, MORNING = "2026-03-01T12:00:00Z", "2026-03-01T09:00:00Z"


@pytest.mark.parametrize(
    ("record", "known"),
    [
        ({"dateModified": MORNING}, {"dateModified": NOON}),
        ({"dateModified": "2026-03-01T12:30:00+05:30"}, {"dateModified": NOON}),
        ({"dateModified": "2026-03-01T11:59:59.123456Z"}, {"dateModified": NOON}),
        ({"modified": "20260301T090000Z"}, {"modified": "20260301T120000Z"}),
        ({"sequence": 1, "modified": "20260301T090000Z"}, {"sequence": 2, "modified": "20260301T090000Z"}),
    ],
)
def test_a_late_word_is_older(record: dict[str, Any], known: dict[str, Any]) -> None:
    assert is_older(record, known)
    assert not is_older(known, record)


@pytest.mark.parametrize(
    ("record", "known"),
    [
        ({}, {}),
        ({}, {"dateModified": NOON}),
        ({"dateModified": MORNING}, {}),
        ({"dateModified": NOON}, {"dateModified": NOON}),
        ({"dateModified": "soon"}, {"dateModified": NOON}),
        ({"dateModified": ["x"]}, {"dateModified": {"a": 1}}),
        ({"sequence": 0}, {"sequence": 2}),
        ({"sequence": 0, "modified": "20260301T120000Z"}, {"sequence": 2, "modified": "20260301T090000Z"}),
    ],
)
def test_what_is_not_certain_is_not_older(record: dict[str, Any], known: dict[str, Any]) -> None:
    assert not is_older(record, known)
