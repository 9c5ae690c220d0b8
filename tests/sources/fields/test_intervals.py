"""A span that stands in one field, as ISO 8601 and publishers write it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from include.sources.fields.times import read_span

ZONE = ZoneInfo("Asia/Kolkata")


@pytest.mark.parametrize(
    ("written", "start", "end", "date_only"),
    [
        ("2026-03-07/2026-03-09", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-07/09", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-28/04-02", "2026-03-28T00:00", "2026-04-02T23:59", True),
        ("2026-03-07--2026-03-09", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-07 – 2026-03-09", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-07 to 2026-03-09", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-07/P3D", "2026-03-07T00:00", "2026-03-09T23:59", True),
        ("2026-03-07/..", "2026-03-07T00:00", None, True),
        ("2026-03-07T19:00/2026-03-07T22:00", "2026-03-07T19:00", "2026-03-07T22:00", False),
        ("2026-03-07 19:00/2026-03-07 22:00", "2026-03-07T19:00", "2026-03-07T22:00", False),
        ("2026-03-07T19:00/22:00", "2026-03-07T19:00", "2026-03-07T22:00", False),
        ("2026-03-07T19:00+05:30/22:00", "2026-03-07T19:00", "2026-03-07T22:00", False),
        ("2026-03-07T22:00/02:00", "2026-03-07T22:00", "2026-03-08T02:00", False),
        ("2026-03-07T19:00:00+05:30/PT2H30M", "2026-03-07T19:00", "2026-03-07T21:30", False),
        ("20260307T133000Z/20260307T163000Z", "2026-03-07T19:00", "2026-03-07T22:00", False),
    ],
)
def test_a_span_in_one_field_has_its_end(written: str, start: str, end: str | None, date_only: bool) -> None:
    found = read_span(written, None, ZONE)
    assert found is not None
    assert found.starts_at.astimezone(ZONE).isoformat()[:16] == start
    assert (found.ends_at.astimezone(ZONE).isoformat()[:16] if found.ends_at else None) == end
    assert found.date_only is date_only


def test_an_end_of_its_own_comes_before_that_of_the_span() -> None:
    found = read_span("2026-03-07T19:00/22:00", "2026-03-07T23:00", ZONE)
    assert found is not None
    assert found.ends_at is not None
    assert found.ends_at.astimezone(ZONE).hour == 23


@pytest.mark.parametrize("written", ["2026/03/07", "2026-03-07T19:00:00+05:30[Asia/Kolkata]", "2026-03-07 19:00"])
def test_what_has_a_slash_or_a_dash_is_not_always_a_span(written: str) -> None:
    found = read_span(written, None, ZONE)
    assert found is not None
    assert found.starts_at.astimezone(ZONE).day == 7
    assert found.ends_at is None
