"""A show within a festival is no listing of it: which stretches lie in a long one, and which are another of it."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.pipeline.matching.listings import match_record
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import compared

PART = "part of a festival"


def record(title: str, source: str, starts: str, ends: str | None) -> MatchRecord:
    day = "2026-03-07T{}:00+05:30"
    date = {"starts_at": day.format(starts), "ends_at": ends and day.format(ends)}
    listing = {"title": title, "venue": {"name": "Bangalore International Centre"}, "occurrences": [date]}
    return match_record(listing, load_area("indiranagar"), (15, source, title), source)


FESTIVAL = record("Monsoon Clay Festival", "one", "10:00", "18:00")


@pytest.mark.parametrize(
    ("starts", "ends", "is_part"),
    [
        ("10:15", "12:00", False), ("10:16", "12:00", True), ("12:00", "13:00", True), ("12:00", "16:00", True),
        ("12:00", "16:01", False), ("16:00", "18:00", True), ("16:00", "18:01", False), ("09:00", "11:00", False),
        ("12:00", None, False), ("18:00", "19:00", False),
    ],
)  # fmt: skip
def test_what_begins_later_is_at_most_half_as_long_and_ends_by_then_is_a_part(
    starts: str, ends: str | None, is_part: bool
) -> None:
    show = record("Monsoon Clay Festival: wheel throwing", "two", starts, ends)
    assert [(compared(a, b).veto == PART) for a, b in ((FESTIVAL, show), (show, FESTIVAL))] == [is_part] * 2


def test_what_has_no_words_of_its_own_or_stands_beside_no_end_is_none() -> None:
    same_title = record("Monsoon Clay Festival", "two", "12:00", "13:00")
    endless = record("Monsoon Clay Festival", "one", "10:00", None)
    show = record("Monsoon Clay Festival: wheel throwing", "two", "12:00", "13:00")
    assert compared(FESTIVAL, same_title).veto != PART
    assert compared(endless, show).veto != PART
