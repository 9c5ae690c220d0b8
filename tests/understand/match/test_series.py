"""Listings of one source that are dates of one happening, and how those of others meet them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from include.understand.match.blocking import Blocks
from include.understand.match.clusters import group
from include.understand.match.match_record import MatchRecord
from include.understand.match.series import is_series, page_of
from include.understand.match.timetable import Start
from tests.understand.match.match_records import EVENING, match_record

PAGE = {"page": "tickets.example/spot/monsoon-jazz-12?"}


def on(number: int, hours: float, lasts: float | None = 1.5, source: str = "flood", **more: Any) -> MatchRecord:
    """A listing so many hours after the evening, which lasts so long."""
    start = EVENING + timedelta(hours=hours)
    title = more.pop("title", "Monsoon Jazz Quartet")
    more.setdefault("venue", "The Humming Tree")
    length = timedelta(hours=lasts) if lasts else None
    key = (5, source, f"{source}-{number:05}")
    return MatchRecord(key, source, title, (Start(start, start.date(), length=length),), **more)


@pytest.mark.parametrize(
    ("hours", "more", "is_one"),
    [
        (-2, PAGE, True),
        (-8, PAGE, True),
        (-2, {}, False),
        (-2, {"page": "tickets.example/spot/monsoon-jazz-13?"}, False),
        (-1, {}, True),
        (-1.5, {}, False),
        (-1, {"venue": "The Courtyard"}, False),
        (-1, {"title": "Monsoon Jazz Quartet, batch 2"}, False),
        (-1, {"title": "Monsoon Jazz Quartet 2"}, False),
    ],
)
def test_sittings_of_a_day_are_one_on_one_page_or_where_they_overlap(
    hours: float, more: dict[str, Any], is_one: bool
) -> None:
    assert is_series(on(1, 0, **PAGE), on(2, hours, **more)) is is_one


def test_entries_of_a_calendar_that_point_at_one_page_are_sessions() -> None:
    assert not is_series(on(1, 0, uid="morning@club.example", **PAGE), on(2, -8, uid="evening@club.example", **PAGE))


def test_a_page_of_all_events_makes_no_sittings() -> None:
    page = {"page": "venue.example/whats-on?"}
    assert not is_series(on(1, 0, **page), on(2, -3, **page))


def test_dates_whose_end_is_unknown_do_not_overlap() -> None:
    assert not is_series(on(1, 0, None), on(2, -1, None))
    assert not is_series(on(1, 0, None), on(2, -1, 4))


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://Tickets.example/spot/Jazz#2026-03-06T1200", "tickets.example/spot/jazz?"),
        ("https://tickets.example/spot/jazz/", "tickets.example/spot/jazz?"),
        ("https://tickets.example/e?id=7", "tickets.example/e?id=7"),
        ("https://tickets.example/", ""),
        ("https://[broken", ""),
        (None, ""),
    ],
)
def test_the_page_of_an_address(url: str | None, page: str) -> None:
    assert page_of(url) == page


def test_a_guide_that_lists_one_hour_meets_all_sittings() -> None:
    """Nine hours after the first: that alone would be another time, but one of the sittings is at the guide's."""
    sittings = [on(n, hours, **PAGE) for n, hours in enumerate((-9, -7, 0))]
    guide = on(9, -9, 2, "guide", venue=None)
    assert [set(members) for members in group([*sittings, guide])[0]] == [{0, 1, 2, 3}]


def test_sessions_on_pages_of_their_own_each_keep_their_twin() -> None:
    morning, evening = on(1, -9, page="club.example/jazz/1?"), on(2, 0, page="club.example/jazz/2?")
    guide = on(9, 0, 2, "guide")
    assert sorted(map(sorted, group([morning, evening, guide])[0])) == [[0], [1, 2]]


def test_another_name_is_a_candidate_in_the_same_house_or_with_a_common_part_within_the_hour() -> None:
    ours = match_record(1, "ours", "Cocktails and Trivia", venue="Pegger Tech Park")
    house = match_record(2, "theirs", "Xyz", venue="Pegger, Outer Ring Road")
    later = match_record(3, "theirs", "Xyz", venue="Pegger, Outer Ring Road", minutes=120)
    assert Blocks([house, later]).candidates(ours) == [0]
    film = match_record(4, "ours", "Screening: Yi Yi", venue=None)
    recap = match_record(5, "theirs", "Cinephiles of the city together once more: Yi Yi", venue=None)
    assert Blocks([recap]).candidates(film) == [0]
