"""By what an event is recognised at the next fetch, and by what it resembles another."""

from __future__ import annotations

from typing import Any

import pytest

from include.sources.structured.event_identity import derived_key, likeness, session, title_of

NODE: dict[str, Any] = {"name": "Jazz  Night", "startDate": "2026-03-06T20:00:00+05:30", "location": {"name": "Toit"}}


def test_what_an_event_resembles_is_its_title_place_and_start() -> None:
    assert title_of(NODE) == title_of({"name": ["jazz night"]}) != ""
    assert title_of({}) == title_of({"name": 7}) == ""
    assert likeness(NODE) == likeness({**NODE, "name": "JAZZ NIGHT"})
    others = [{"name": "Blues Night"}, {"location": {"name": "Windmills"}}, {"startDate": "2026-03-07T20:00:00+05:30"}]
    assert len({likeness({**NODE, **other}) for other in [{}, *others]}) == 4
    assert len({derived_key({**NODE, **other}) for other in [{}, *others]}) == 4


@pytest.mark.parametrize("lacking", ["name", "startDate"])
def test_without_a_title_or_a_start_it_resembles_nothing(lacking: str) -> None:
    assert likeness({key: value for key, value in NODE.items() if key != lacking}) is None


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-06T20:00:00+05:30", "202603062000"),
        (["2026-03-06T20:00", "2026-03-07"], "202603062000"),
        ("2026-03-06", "20260306"),
        ("2026-03-06T20:00:15.168930+05:30", ""),
        (None, ""),
        ([], ""),
    ],
)
def test_a_session_is_its_start_to_the_minute(start: Any, expected: str) -> None:
    assert session({"startDate": start}) == expected
