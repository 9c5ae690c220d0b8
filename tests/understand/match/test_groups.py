"""Which of many listings become one event: better sources and links first, and what persons decided before all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from include.understand.match.blocking import Blocks
from include.understand.match.clusters import group, linked
from include.understand.match.match_record import MatchRecord
from include.understand.match.scores import pair
from include.understand.match.timetable import Start
from tests.understand.match.match_records import EVENING, match_record

UNKNOWN_PLACE: dict[str, Any] = {"venue": None}
"""Without one, two hours of one day that lie far apart are two happenings."""


def listed(
    standing: int, source: str, title: str = "Monsoon Jazz Quartet", hours: float = 0, **more: Any
) -> MatchRecord:
    """A listing of the evening by a source of this standing (smaller is better)."""
    start = EVENING + timedelta(hours=hours)
    more.setdefault("venue", "The Humming Tree")
    return MatchRecord((standing, source, title), source, title, (Start(start, start.date()),), **more)


def grouped(*records: MatchRecord, **decided: Any) -> list[set[int]]:
    groups, _ = group(records, **decided)
    return sorted(map(set, groups), key=min)


def test_what_links_through_a_third_is_one() -> None:
    a, b = listed(11, "a", hours=-3, **UNKNOWN_PLACE), listed(11, "c", hours=3, **UNKNOWN_PLACE)
    assert grouped(a, b) == [{0}, {1}]
    assert grouped(a, b, listed(11, "b", **UNKNOWN_PLACE)) == [{0, 1, 2}]


def test_a_split_holds_whatever_links_the_two() -> None:
    a, b, c = listed(11, "a"), listed(11, "b"), listed(11, "c")
    assert grouped(a, b, c) == [{0, 1, 2}]
    assert grouped(a, b, splits=[(1, 0)]) == [{0}, {1}]
    parted = grouped(a, b, c, splits=[(0, 1)])
    assert len(parted) == 2
    assert not any({0, 1} <= members for members in parted)


def test_a_merge_joins_what_excludes_each_other_and_a_split_of_the_same_pair_outweighs_it() -> None:
    a, b = listed(11, "a", "Makers Fair Vol. 3"), listed(11, "b", "Makers Fair Vol. 4")
    assert grouped(a, b) == [{0}, {1}]
    assert grouped(a, b, merges=[(1, 0)]) == [{0, 1}]
    assert grouped(a, b, merges=[(0, 1)], splits=[(0, 1)]) == [{0}, {1}]


def test_two_that_exclude_each_other_do_not_meet_through_a_third() -> None:
    third, fourth = listed(11, "a", "Makers Fair Vol. 3"), listed(11, "b", "Makers Fair Vol. 4")
    either = listed(11, "c", "Makers Fair")
    parted = grouped(third, fourth, either)
    assert len(parted) == 2
    assert not any({0, 1} <= members for members in parted)


@pytest.mark.parametrize("standing", [1, 11, 20])
def test_a_listing_of_any_standing_joins_the_venues_own(standing: int) -> None:
    assert grouped(listed(1, "venue"), listed(standing, "blog")) == [{0, 1}]


def test_a_lesser_listing_is_no_bridge_between_two_events_of_better_sources() -> None:
    """Two shows of a venue at 5 and 8 pm: a blog's 'half past six' may be either, and does not make them one."""
    early, late = listed(1, "venue", hours=-3, **UNKNOWN_PLACE), listed(1, "hall", hours=3, **UNKNOWN_PLACE)
    blog = listed(15, "blog", **UNKNOWN_PLACE)
    assert len(grouped(early, late, blog)) == 2
    assert len(grouped(replace(early, key=(15, "venue", "1")), replace(late, key=(15, "hall", "1")), blog)) == 1


def test_the_best_pair_is_joined_first() -> None:
    """Where a listing fits two that exclude each other, it goes to the one that it resembles most."""
    third = listed(11, "a", "Makers Fair Vol. 3")
    fourth = listed(11, "b", "Makers Fair Vol. 4", hours=1)
    for either in (listed(11, "c", "Makers Fair"), listed(11, "0", "Makers Fair")):
        assert grouped(third, fourth, either) == [{0, 2}, {1}]
        assert grouped(fourth, third, either) == [{0}, {1, 2}]


def test_candidates_are_of_the_day_and_those_beside_it() -> None:
    evening = match_record(1, "ours")
    others = [match_record(n, "theirs", days=n - 3) for n in range(1, 6)]
    assert Blocks(others).candidates(evening) == [1, 2, 3]


def test_another_name_is_a_candidate_at_the_same_place_within_the_hour() -> None:
    ours = match_record(1, "ours", place="humming-tree")
    same, later, elsewhere = (
        match_record(n, "theirs", "Xyz", place=place, minutes=minutes)
        for n, (place, minutes) in enumerate([("humming-tree", 30), ("humming-tree", 90), ("toit", 0)])
    )
    assert Blocks([same, later, elsewhere]).candidates(ours) == [0]


@pytest.mark.parametrize("crowd", [11, 12, 13, 40])
def test_of_a_crowd_of_titles_twelve_are_candidates_beside_what_meets_at_its_place(crowd: int) -> None:
    ours = match_record(1, "ours", place="humming-tree")
    alike = [match_record(n, "theirs", place="toit", minutes=300) for n in range(crowd)]
    meeting = match_record(99, "theirs", "Xyz", place="humming-tree", minutes=30)
    of_another = match_record(1, "another", place="toit", minutes=300)
    beside = [crowd, crowd + 1]
    assert Blocks([*alike, meeting, of_another]).candidates(ours) == [*range(min(crowd, 12)), *beside]


def test_within_a_source_only_one_title_is_a_candidate_on_whatever_day() -> None:
    ours = match_record(1)
    others = [match_record(2, days=21), match_record(3, title="Autumn Jazz Quartet")]
    assert Blocks(others).candidates(ours) == [0]


def test_what_is_linked_to_the_listings_of_a_batch() -> None:
    known = [match_record(1, "theirs"), match_record(2, "theirs", "Pottery for children"), match_record(3, "other")]
    assert linked([match_record(1, "ours")], known).same == [0, 2]
    assert linked([], known).same == []


def test_doubtful_pairs_are_named_by_their_places_in_the_batch_and_among_the_known() -> None:
    ours = [match_record(1, "ours", "Pottery for children"), match_record(2, "ours", "Japanese Kintsugi Workshop")]
    known = [
        match_record(1, "theirs", "Chess for beginners"),
        match_record(2, "theirs", "Salsa social"),
        match_record(3, "theirs", "Kintsugi Workshop", minutes=-120, venue=None),
    ]
    found = linked(ours, known)
    assert found.same == []
    assert [(i, j, score.for_review) for i, j, score in found.doubts] == [(1, 2, True)]


def test_each_member_has_the_one_that_it_resembles_most_for_its_reason() -> None:
    a, b = listed(11, "a"), listed(11, "b", hours=1)
    twin = listed(11, "c", hours=1)
    groups, scores = group([a, b, twin])
    reasons = scores.reasons(groups[0])
    assert {i: other for i, (other, _) in reasons.items()} == {0: 1, 1: 2, 2: 1}
    assert reasons[1][1].total == 1.0
    assert scores.reasons([0]) == {}


def test_copies_of_one_listing_are_one_unless_they_hold_too_little() -> None:
    """A source that lists "Pub Quiz" without a place three times may mean three of them."""
    assert grouped(*(match_record(n) for n in (1, 2, 3))) == [{0, 1, 2}]
    assert grouped(*(match_record(n, title="Pub Quiz", venue=None) for n in (1, 2, 3))) == [{0}, {1}, {2}]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ({"venue": "Main Street Books, Harbour"}, "main street books"),
        ({"venue": None, "address": "Copper Finch, 12th Main"}, "copper finch"),
        ({"venue": "Harbour Road, 5th Block"}, ""),
        ({"venue": "Indiranagar, Bengaluru"}, ""),
        ({"venue": None, "address": "Blue Road"}, ""),
    ],
)
def test_a_venue_s_name_ends_with_no_part_of_an_address(place: dict[str, Any], name: str) -> None:
    assert match_record(1, **place).venue_name == name


def test_a_pair_is_the_same_in_either_order_and_scored_once() -> None:
    assert pair(2, 1) == pair(1, 2) == (1, 2)
    _, scores = group([listed(11, "a"), listed(11, "b")])
    before = len(scores)
    assert scores(0, 1) is scores(1, 0)
    assert len(scores) == before
