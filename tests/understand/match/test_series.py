"""Listings of one source that are dates of one happening, and how those of others meet them."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from itertools import permutations
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
        (-0.5, {}, True),
        (0.25, {}, True),
        (-0.75, {}, False),
        (-1, {}, False),
        (-1.5, {}, False),
        (-0.5, {"lasts": 0.25}, False),
        (-0.5, {"venue": "The Courtyard"}, False),
        (-0.5, {"title": "Monsoon Jazz Quartet, batch 2"}, False),
        (-0.5, {"title": "Monsoon Jazz Quartet 2"}, False),
    ],
)
def test_dates_of_a_day_are_one_on_one_page_or_where_they_overlap_and_begin_at_about_one_time(
    hours: float, more: dict[str, Any], is_one: bool
) -> None:
    assert is_series(on(1, 0, **PAGE), on(2, hours, **more)) is is_one
    assert is_series(on(2, hours, **more), on(1, 0, **PAGE)) is is_one


@pytest.mark.parametrize("hours", [-8, -2, -1, -0.5, 0.25])
def test_entries_of_a_calendar_are_sessions_even_where_they_overlap_or_point_at_one_page(hours: float) -> None:
    assert not is_series(on(1, 0, has_own_id=True, **PAGE), on(2, hours, has_own_id=True, **PAGE))


def test_entries_whose_feed_makes_new_ids_at_each_export_are_one() -> None:
    assert is_series(on(1, 0, has_own_id=True, **PAGE), on(2, 0, has_own_id=True, **PAGE))
    assert not is_series(on(1, 0, has_own_id=True), on(2, 0, has_own_id=True))
    other = {"page": "tickets.example/events?"}
    assert not is_series(on(1, 0, has_own_id=True, **other), on(2, 0, has_own_id=True, **other))


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("102", "103", False),
        ("jazz#202603062000", "jazz#202603061800", True),
        ("jazz#20260306", "jazz#20260306 second set", True),
        ("jazz#202603062000", "blues#202603062000", False),
        ("jazz#1", "jazz#2", False),
    ],
)
def test_entries_that_share_an_id_are_dates_of_what_has_it(first: str, second: str, is_one: bool) -> None:
    """An id that several entries share is followed by the start of each (`event_identity`)."""
    one, other = (
        dataclasses.replace(on(1, hours, has_own_id=True, **PAGE), key=(5, "flood", external_id))
        for hours, external_id in ((0, first), (-2, second))
    )
    assert is_series(one, other) is is_one


def test_an_entry_without_an_id_may_be_the_date_of_one_that_has_an_id() -> None:
    assert is_series(on(1, 0, has_own_id=True), on(2, 0.25))
    assert not is_series(on(1, 0, has_own_id=True, **PAGE), on(2, -2, **PAGE))


def test_slots_in_two_rooms_that_overlap_stay_apart() -> None:
    slots = [on(n, hours, 2) for n, hours in enumerate((0, 1, 2))]
    for order in permutations(slots):
        assert len(group(order)[0]) == 3


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


@pytest.mark.parametrize("guide", ["a-guide", "z-guide"])
@pytest.mark.parametrize("hours", [(-9, 0), (-2, 0), (-9, -4.5, 0), (-4, -2, 0)])
@pytest.mark.parametrize("minutes_off", [0, 30])
def test_a_guide_that_lists_the_sittings_one_by_one_meets_them_in_one_event(
    guide: str, hours: tuple[float, ...], minutes_off: int
) -> None:
    """Whatever the order in which their keys stand."""
    sittings = [on(n, at, **PAGE) for n, at in enumerate(hours)]
    for numbers in permutations(range(len(hours))):
        theirs = [on(n, at + minutes_off / 60, 1, guide) for n, at in zip(numbers, hours, strict=True)]
        for order in ([*sittings, *theirs], [*theirs[::-1], *sittings]):
            assert len(group(order)[0]) == 1


@pytest.mark.slow
@pytest.mark.parametrize("guide", ["a-guide", "z-guide"])
@pytest.mark.parametrize("hours", [(-9, 0), (-9, -4.5, 0)])
def test_they_meet_in_whatever_order_they_are_read(guide: str, hours: tuple[float, ...]) -> None:
    listings = [on(n, at, **more) for n, at in enumerate(hours) for more in (PAGE, {"source": guide})]
    for order in permutations(listings):
        assert len(group(order)[0]) == 1


@pytest.mark.parametrize("names", list(permutations(("a", "b", "c"))))
def test_two_guides_of_which_each_lists_another_sitting_meet_in_the_event(names: tuple[str, ...]) -> None:
    page, early, late = names
    listings = [on(1, -9, source=page, **PAGE), on(2, 0, source=page, **PAGE), on(1, -9, 1, early), on(1, 0, 1, late)]
    for order in permutations(listings):
        assert len(group(order)[0]) == 1


@pytest.mark.parametrize("guide", ["a-guide", "z-guide"])
def test_a_session_that_is_none_of_the_sittings_stays_apart(guide: str) -> None:
    """A page shows two sittings; a guide lists the first and one three hours after the second."""
    listings = [on(1, -9, **PAGE), on(2, -7, **PAGE), on(1, -9, 1, guide), on(2, -4, 1, guide)]
    for order in permutations(listings):
        found = group(order)[0]
        assert len(found) == 2
        assert not any({order.index(listings[2]), order.index(listings[3])} <= set(members) for members in found)


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
