"""Spans of ISO dates and times in running text."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from include.understand.text.when import read_when

ZONE = ZoneInfo("Asia/Kolkata")
POSTED = datetime(2026, 3, 3, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2026-03-07/2026-03-09", [("2026-03-07T00:00", "2026-03-09T23:59")]),
        ("2026-03-07 - 2026-03-09", [("2026-03-07T00:00", "2026-03-09T23:59")]),
        ("2026-03-07 to 2026-03-09", [("2026-03-07T00:00", "2026-03-09T23:59")]),
        ("2026-03-07/09", [("2026-03-07T00:00", "2026-03-09T23:59")]),
        ("2026-03-07T19:00/2026-03-07T22:00", [("2026-03-07T19:00", "2026-03-07T22:00")]),
        ("2026-03-07T19:00/22:00", [("2026-03-07T19:00", "2026-03-07T22:00")]),
        ("2026-03-07 19:00 - 2026-03-07 22:00", [("2026-03-07T19:00", "2026-03-07T22:00")]),
        ("2026-03-07T19:00:00+05:30/2026-03-07T22:00:00+05:30", [("2026-03-07T19:00", "2026-03-07T22:00")]),
        ("2026-03-07T21:00/2026-03-08T02:00", [("2026-03-07T21:00", "2026-03-08T02:00")]),
        ("2026-03-07, 2026-03-09", [("2026-03-07T00:00", None), ("2026-03-09T00:00", None)]),
        ("2026-03-07, shows 17:00 / 20:00", [("2026-03-07T17:00", None), ("2026-03-07T20:00", None)]),
    ],
)
def test_a_span_of_iso_dates_is_one_span(text: str, dates: list[tuple[str, str | None]]) -> None:
    found = read_when(f"Jazz at the loft\n{text}", POSTED, ZONE, timedelta(days=180))
    assert found is not None
    written = [(one.starts_at, one.ends_at) for one in found.occurrences]
    assert [(start.isoformat()[:16], end.isoformat()[:16] if end else None) for start, end in written] == dates


@pytest.mark.parametrize("rest", ["2026-03-07/12", "2026-03-07/2026-03-12"])
def test_an_address_of_a_page_is_no_span(rest: str) -> None:
    found = read_when(f"Jazz at the loft\nhttps://loft.example/{rest}", POSTED, ZONE, timedelta(days=180))

    assert found is not None
    assert "2026-03-07T00:00" in [one.starts_at.isoformat()[:16] for one in found.occurrences]
    assert all(one.ends_at is None for one in found.occurrences)
