"""Opening hours as they are written: `written.json` has what each text comes to, or why it is set aside."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.areas.area import load_area
from include.places.hours import Locale, OpeningHours
from include.places.reading import MAX_HOURS_CHARS, read_hours
from include.places.unreadable import UnreadableHours

WRITTEN = json.loads((Path(__file__).parent / "written.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "hours"), WRITTEN["read"])
def test_hours_come_to_one_form(text: str, hours: str) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(("text", "reason"), WRITTEN["aside"])
def test_what_cannot_be_read_is_set_aside_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableHours, match=reason):
        read_hours(text)


@pytest.mark.parametrize("hours", sorted({hours for _, hours in WRITTEN["read"]}))
def test_the_one_form_stays_as_it_is(hours: str) -> None:
    assert read_hours(hours) == hours


@pytest.mark.parametrize("part", ["Mo-Su 10:00-18:00; ", "9am-5pm, ", "mon ", "(", "1900-9999/7 week 1-53/7 ", "\x00"])
def test_what_is_longer_than_hours_are_is_not_even_looked_at(part: str) -> None:
    with pytest.raises(UnreadableHours, match="at most 1,000"):
        read_hours(part * (MAX_HOURS_CHARS + 1))


@settings(deadline=None)  # a busy machine is slow
@given(st.lists(st.sampled_from(WRITTEN["pieces"]), max_size=14).map(" ".join))
def test_whatever_is_written_has_hours_with_a_state_or_a_reason(text: str) -> None:
    try:
        hours = read_hours(text)
    except UnreadableHours:
        return
    now = datetime(2026, 8, 14, 20, tzinfo=UTC)
    state = OpeningHours(hours, Locale.of(load_area("indiranagar"))).state(now)
    assert state.changes_at is None or state.changes_at > now
