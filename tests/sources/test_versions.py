"""Which of two records is the newer word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from include.sources.versions import is_older

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOON, MORNING = "2026-03-01T12:00:00Z", "2026-03-01T09:00:00Z"


@pytest.mark.parametrize(
    ("record", "known"),
    [
        ({"dateModified": MORNING}, {"dateModified": NOON}),
        ({"dateModified": "2026-03-01T12:30:00+05:30"}, {"dateModified": NOON}),
        ({"dateModified": "2026-03-01T11:59:59.123456Z"}, {"dateModified": NOON}),
        ({"modified": "20260301T090000Z"}, {"modified": "20260301T120000Z"}),
        ({"signedAt": MORNING}, {"signedAt": NOON}),
        ({"signedAt": MORNING, "dateModified": NOON}, {"signedAt": NOON}),
        ({"signedAt": NOON, "dateModified": MORNING}, {"signedAt": MORNING, "dateModified": NOON}),
        ({"sequence": 1, "modified": "20260301T090000Z"}, {"sequence": 2, "modified": "20260301T090000Z"}),
    ],
)
def test_a_late_word_is_older(record: dict[str, Any], known: dict[str, Any]) -> None:
    assert is_older(record, known, NOW)
    assert not is_older(known, record, NOW)


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
        ({"sequence": 0, "modified": "20260301T120000Z"}, {"sequence": 2}),
        ({"sequence": 2**31, "modified": "20260301T090000Z"}, {"sequence": 0, "modified": "20260301T120000Z"}),
    ],
)
def test_what_is_not_certain_is_not_older(record: dict[str, Any], known: dict[str, Any]) -> None:
    assert not is_older(record, known, NOW)


@pytest.mark.parametrize("ahead", ["2026-03-03T12:00:00Z", "2100-12-31T00:00:00Z", "9999-12-31", 4_000_000_000])
@pytest.mark.parametrize("sequence", [{}, {"sequence": 2**31}])
def test_a_stamp_that_lies_ahead_keeps_nothing_out(ahead: object, sequence: dict[str, Any]) -> None:
    assert not is_older({"sequence": 0, "dateModified": NOON}, {**sequence, "dateModified": ahead}, NOW)


def test_a_clock_may_be_some_hours_ahead() -> None:
    assert is_older({"dateModified": NOON}, {"dateModified": "2026-03-02T20:00:00Z"}, NOW)
