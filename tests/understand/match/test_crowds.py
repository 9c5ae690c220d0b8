"""What many listings cost in comparisons: as many as there are listings, times a constant, and never their square."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from include.understand.match import clusters
from include.understand.match.blocking import (
    MAX_ALL_PAIRS_PER_TITLE,
    MAX_CANDIDATES_PER_SOURCE,
    NEIGHBOURS_EACH_WAY,
    Blocks,
)
from include.understand.match.clusters import group
from include.understand.match.match_record import MatchRecord
from include.understand.match.timetable import days_around
from tests.understand.match.match_records import match_record

pytestmark = pytest.mark.slow

MANY = 1600
TOPICS = ("Lake", "River", "Forest", "Harbour", "Temple", "Garden", "Market", "Bridge", "Station", "Library")


def outcome(records: Sequence[MatchRecord]) -> tuple[list[int], int]:
    """The sizes of the groups, the largest first, and how many pairs were compared, reasons included."""
    groups, scores = group(records)
    for members in groups:
        scores.reasons(members)
    return sorted(map(len, groups), reverse=True), len(scores)


def test_copies_of_one_listing_cost_less_than_as_many_different_ones() -> None:
    sizes, compared = outcome([match_record(n) for n in range(MANY)])
    assert (sizes, compared) == ([MANY], 1)


def test_copies_that_differ_in_their_running_text_alone_are_copies() -> None:
    assert outcome([match_record(n, text=f"ticket number {n}") for n in range(MANY)]) == ([MANY], 1)


@pytest.mark.parametrize(
    "differ",
    [
        pytest.param(lambda n: {"address": f"Room {n}, 12th Main, Indiranagar"}, id="in their address"),
        pytest.param(lambda n: {"point": (12.97 + n * 1e-8, 77.64)}, id="in the last digits of their point"),
        pytest.param(lambda n: {"title": f"Monsoon Jazz Quartet{' live' * (n % 7)}{' the' * (n % 9)}"}, id="in filler"),
        pytest.param(lambda n: {"dates": 1 + n % 100}, id="in how many more dates they have"),
    ],
)
def test_near_copies_meet_in_one_group_for_a_bounded_number_of_comparisons(differ: Callable[[int], dict]) -> None:  # type: ignore[type-arg]
    sizes, compared = outcome([match_record(n, **differ(n)) for n in range(500)])
    assert sizes == [500]
    assert compared < 30 * 500


@pytest.mark.parametrize("twins", [1, MANY])
def test_copies_and_their_twins_on_another_site_meet(twins: int) -> None:
    records = [match_record(n) for n in range(MANY)] + [
        match_record(n, "guide", "Monsoon Jazz Quartet live") for n in range(twins)
    ]
    sizes, compared = outcome(records)
    assert sizes == [MANY + twins]
    assert compared <= 3


@pytest.mark.parametrize(
    "differ",
    [
        pytest.param(lambda n: {"title": f"Monsoon Jazz at the {TOPICS[n % 10]}{n:x}"}, id="near-equal titles"),
        pytest.param(lambda n: {"title": f"Monsoon Jazz Quartet {n}"}, id="numbered titles"),
        pytest.param(lambda n: {"minutes": n % 720 - 360, "venue": f"Hall {TOPICS[n % 10]} {n:x}"}, id="other times"),
        pytest.param(lambda n: {"title": "Open mic", "venue": None}, id="copies that hold too little"),
        pytest.param(lambda n: {"address": f"Chain, 5600{n % 90 + 10}", "postcodes": frozenset({f"5600{n % 90 + 10}"}),
                                "venue": f"{TOPICS[n % 10]}{n:x}"}, id="one title at many places"),
    ],
)  # fmt: skip
def test_similar_and_different_listings_of_one_day_are_not_all_compared(differ: Callable[[int], dict]) -> None:  # type: ignore[type-arg]
    records = [match_record(n, **differ(n)) for n in range(2000)] + [match_record(n, "guide") for n in range(5)]
    sizes, compared = outcome(records)
    assert sum(sizes) == 2005
    assert len(sizes) > 500
    assert compared < 30 * 2000


def test_what_one_source_lists_does_not_crowd_out_the_twin_in_another() -> None:
    crowd = [match_record(n, "flood", f"Monsoon Jazz Quartet {TOPICS[n % 10]}{n:x}") for n in range(2000)]
    ours, twin = match_record(1, "guide"), match_record(2, "venue", "Monsoon Jazz Quartet live")
    records = [*crowd, ours, twin]
    candidates = Blocks(records).candidates(ours)
    assert records.index(twin) in candidates
    assert len(candidates) <= 2 * MAX_CANDIDATES_PER_SOURCE + 2
    assert any({2000, 2001} <= set(members) for members in group(records)[0])


def test_a_class_listed_a_date_at_a_time_stays_one_series() -> None:
    sizes, compared = outcome([match_record(n, days=n) for n in range(MANY)])
    assert sizes == [MANY]
    assert compared < 30 * MANY


def test_listings_of_as_many_dates_as_there_can_be() -> None:
    endless = [match_record(n, f"site-{n}", f"Monsoon Jazz {TOPICS[n]}", dates=2000) for n in range(10)]
    sizes, compared = outcome([*endless, *(match_record(n, "guide", f"Talk {n}", days=n) for n in range(300))])
    assert sum(sizes) == 310
    assert compared < 20_000


def test_a_chain_that_drifts_is_asked_of_few_at_each_step() -> None:
    records = [
        match_record(n, f"site-{n % 2}", "Monsoon Jazz Quartet", days=n, dates=2, minutes=n % 30) for n in range(500)
    ]
    assert outcome(records)[1] < 100 * len(records)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.long)])
def test_a_crowd_is_grouped_alike_in_whatever_order_it_comes(seed: int) -> None:
    chance = random.Random(seed)
    records = [
        *(match_record(n, address=f"Room {n}") for n in range(3 * MAX_ALL_PAIRS_PER_TITLE)),
        *(
            match_record(n, "guide", f"Jazz Quartet {TOPICS[n % 10]}", minutes=n)
            for n in range(MAX_CANDIDATES_PER_SOURCE + 20)
        ),
        *(
            match_record(n, "venue", days=n % 50, venue=TOPICS[n % 5])
            for n in range(MAX_ALL_PAIRS_PER_TITLE + NEIGHBOURS_EACH_WAY)
        ),
    ]
    shuffled = chance.sample(records, len(records))

    def keys(order: Sequence[MatchRecord]) -> set[frozenset[str]]:
        return {frozenset(order[i].key[2] for i in members) for members in group(order)[0]}

    assert keys(shuffled) == keys(records)


def test_a_person_can_split_one_copy_from_the_others_and_merge_another_elsewhere() -> None:
    records = [*(match_record(n) for n in range(100)), match_record(0, "guide", "Something else entirely", days=9)]
    groups, _ = group(records, merges=[(7, 100)], splits=[(3, n) for n in range(100) if n != 3])
    assert sorted(map(len, groups)) == [1, 100]
    assert [3] in groups


def test_two_that_cannot_be_compared_stay_apart_and_the_others_meet() -> None:
    here = {"venue": None, "point": (12.97, 77.64)}
    planted = match_record(1, "a", venue=None, point=("north", "east"))
    twin, its_twin = match_record(1, "b", **here), match_record(1, "c", **here)
    groups, _ = group([planted, twin, its_twin])
    assert sorted(groups) == [[0], [1, 2]]
    assert clusters.compared(planted, twin).veto == "cannot be compared"
    assert not clusters.compared(planted, twin).hard


@pytest.mark.parametrize("day", [date.min, date.max, date(2026, 3, 6)])
def test_the_calendar_ends_and_days_around_a_day_do_not_go_beyond(day: date) -> None:
    assert day in days_around(day)
    assert len(days_around(day)) == (3 if day.year == 2026 else 2)
