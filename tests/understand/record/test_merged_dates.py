"""The dates of an event: each once, at its most credible hour, cancelled only by who may say so."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from include.areas.area import load_area
from include.listing import Occurrence
from include.understand.record.merged_dates import MergedDates, merge_dates
from include.understand.record.sourced import SourcedListing
from tests.understand.record.listings import EVENING, at, by

ZONE = load_area("indiranagar").zone
MIDNIGHT = -20.0
"""Hours from the evening to its day's beginning."""


def merged(*listings: SourcedListing, others: list[SourcedListing] | None = None) -> MergedDates:
    return merge_dates(listings, others or [], ZONE)


def dates(*listings: SourcedListing, others: list[SourcedListing] | None = None) -> list[Occurrence]:
    return merged(*listings, others=others).occurrences


def test_dates_within_the_window_are_one_at_the_hour_of_the_most_believed() -> None:
    assert dates(by("a", at(1)), by("b", at())) == [at(1)]
    assert dates(by("a", at(4)), by("b", at())) == [at(4)]
    assert dates(by("a", at(4.5)), by("b", at())) == [at(), at(4.5)]


def test_each_listing_adds_its_dates_in_order() -> None:
    assert dates(by("a", at(48)), by("b", at(), at(24))) == [at(), at(24), at(48)]


def test_two_shows_of_one_evening_each_keep_their_end() -> None:
    early, late = at(0, 1), at(3, 1)
    assert dates(by("a", at(), at(3)), by("b", early, late)) == [early, late]


def test_a_day_without_an_hour_takes_the_hour_of_another_listing() -> None:
    day = at(MIDNIGHT, date_only=True)
    assert dates(by("a", day), by("b", at())) == [at()]
    assert dates(by("a", at()), by("b", day)) == [at()]
    assert dates(by("a", day), by("b", at(24))) == [day, at(24)]


@pytest.mark.parametrize("hours", [5, -21], ids=["one in the next morning", "eleven of the night before"])
def test_a_day_without_an_hour_takes_none_of_the_days_beside_it(hours: float) -> None:
    day, beside = at(MIDNIGHT, date_only=True), at(hours)
    assert dates(by("a", day), by("b", beside)) == sorted((day, beside), key=lambda one: one.starts_at)
    assert dates(by("a", day), others=[by("b", beside)]) == [day]


def test_an_end_is_taken_where_there_is_none_or_only_the_last_minute_of_the_day() -> None:
    ends = at(0, 3).ends_at
    assert dates(by("a", at()), by("b", at(1, 2)))[0].ends_at == ends
    to_midnight = Occurrence(starts_at=EVENING, ends_at=EVENING.replace(hour=23, minute=59))
    assert dates(by("a", to_midnight), by("b", at(0, 3)))[0].ends_at == ends
    assert dates(by("a", at(0, 2)), by("b", at(0, 3)))[0].ends_at == at(0, 2).ends_at
    assert dates(by("a", at()), by("b", to_midnight))[0].ends_at is None


@pytest.mark.parametrize(
    ("days", "clock", "is_open"),
    [
        (0, "23:59:00", True),
        (0, "23:59:59", True),
        (0, "23:58:59", False),
        (0, "00:00:00", False),
        (1, "23:59:00", False),
    ],
)
def test_the_last_minute_of_its_own_day_is_no_end(days: int, clock: str, is_open: bool) -> None:
    last = datetime.combine(EVENING.date() + timedelta(days=days or clock == "00:00:00"), time.fromisoformat(clock))
    mine = Occurrence(starts_at=EVENING, ends_at=last.replace(tzinfo=EVENING.tzinfo))
    (one,) = dates(by("a", mine), by("b", at(0, 3)))
    assert one.ends_at == (at(0, 3).ends_at if is_open else mine.ends_at)


@pytest.mark.parametrize(("hours", "taken"), [(24, True), (24.5, False)])
def test_an_end_of_another_listing_lies_within_a_day(hours: float, taken: bool) -> None:
    (one,) = dates(by("a", at()), by("b", at(0, hours)))
    assert (one.ends_at is not None) == taken


def test_an_end_before_the_start_is_none() -> None:
    (one,) = dates(by("a", at(3)), by("b", at(0, 2)))
    assert one.ends_at is None


def test_a_zone_shift_is_one_date_at_the_hour_that_more_independent_sources_give() -> None:
    shifted = 5.5
    both = merged(by("a", at(shifted)), by("b", at(), title="Blues"), by("c", at(), title="Soul"))
    assert both.occurrences == [at()]
    assert both.provenance["corrected"][0]["is"] == at().starts_at.isoformat()
    assert both.provenance["corrected"][0]["why"] == "about 330 minutes apart"
    assert dates(by("a", at()), by("b", at(shifted), title="Blues"), by("c", at(shifted), title="Soul")) == [
        at(shifted)
    ]


def test_of_two_hours_with_as_many_voices_the_usual_one_is_kept() -> None:
    """Shows begin between six and midnight, and mostly on the full hour."""
    night = at(5.5)  # half past one in the morning
    assert dates(by("a", night, priority=1), by("b", at())) == [at()]
    half, full = at(-9.5), at(-4)  # half past ten in the morning, four in the afternoon
    assert dates(by("a", half), by("b", full)) == [full]
    assert dates(by("a", full), by("b", half)) == [full]


def test_voices_outweigh_what_is_usual() -> None:
    """A class at half past five in the morning, as two independent sources have it, is not moved to eleven."""
    dawn, eleven = at(-14.5), at(-9)
    listings = [by("a", eleven), by("b", dawn, title="Yoga at dawn"), by("c", dawn, title="Sunrise yoga")]
    assert dates(*listings) == [dawn]


def test_a_date_is_cancelled_by_an_official_source_or_by_everyone_who_lists_it() -> None:
    off = at(cancelled=True)
    assert dates(by("a", off), by("b", off))[0].cancelled
    assert not dates(by("a", off), by("b", at()))[0].cancelled
    assert dates(by("a", at()), by("venue", off, official=True))[0].cancelled


def test_everyone_is_counted_where_many_list_a_date() -> None:
    listings = [by(slug, at(cancelled=True)) for slug in "abcd"]
    assert dates(*listings)[0].cancelled
    assert not dates(*listings, by("e", at()))[0].cancelled


def test_one_cancelled_date_of_a_series_leaves_the_others() -> None:
    assert [one.cancelled for one in dates(by("a", at(cancelled=True), at(24)))] == [True, False]


def test_others_complete_and_add_nothing_of_their_own() -> None:
    day = at(MIDNIGHT, date_only=True)
    assert dates(by("a", day), others=[by("b", at(0, 2), at(24))]) == [at(0, 2)]
    assert dates(by("a", at()), others=[by("b", at(1, 2))]) == [at(0, 3)]
    assert dates(by("a", at()), others=[by("b", at(5, 2), at(MIDNIGHT, date_only=True))]) == [at()]
    fair = Occurrence(starts_at=day.starts_at, ends_at=day.starts_at + timedelta(days=3), date_only=True)
    assert dates(by("a", fair), others=[by("b", at(0, 2))]) == [fair]


def test_the_provenance_names_the_sources_of_the_dates() -> None:
    assert merged(by("a", at()), by("b", at(24))).provenance == {"sources": ["a", "b"]}


def test_dates_beyond_what_an_event_has_are_left_out_whole() -> None:
    many = [by(f"s{n}", *(at(24 * (500 * n + day)) for day in range(500))) for n in range(4)]
    found = merged(*many, by("x", at(-24)), by("y", at(1)))
    assert len(found.occurrences) == 2_000
    assert found.provenance["over_the_bound"] == ["x"]


def in_zone(name: str, clock: str) -> Occurrence:
    return Occurrence(starts_at=datetime.fromisoformat(f"2026-03-06T{clock}").replace(tzinfo=ZoneInfo(name)))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Dubai"])
@pytest.mark.parametrize("clock", ["18:30", "20:00"])
def test_one_clock_in_two_zones_is_one_date_of_the_local_zone(zone: str, clock: str) -> None:
    local, foreign = in_zone("Asia/Kolkata", clock), in_zone(zone, clock)

    for found in (merged(by("a", local), by("b", foreign)), merged(by("b", foreign), by("a", local))):
        assert [one.starts_at for one in found.occurrences] == [local.starts_at]
        assert "minutes apart" in found.provenance["corrected"][0]["why"]


def test_another_clock_in_another_zone_is_another_date() -> None:
    assert len(dates(by("a", in_zone("Asia/Kolkata", "18:30")), by("b", in_zone("Europe/Berlin", "20:30")))) == 2


def test_sittings_that_one_source_lists_are_dates_of_their_own() -> None:
    """Two hours apart; of another source they are one date."""
    noon, later = by("tickets", at(0, 1.5)), at(2, 1.5)
    assert dates(noon, by("tickets", later)) == [at(0, 1.5), later]
    assert dates(noon, by("guide", later)) == [at(0, 1.5)]


def test_sittings_that_overlap_are_all_kept_in_whatever_order_they_come() -> None:
    """In two rooms: from ten to twelve, eleven to one, twelve to two."""
    slots = [at(hours, 2) for hours in (0, 1, 2)]
    for order in permutations(slots):
        assert dates(*(by("tickets", one) for one in order)) == slots
    assert dates(by("tickets", at(0, 3)), by("tickets", at(1, None))) == [at(0, 3), at(1, None)]


def test_a_date_that_one_source_lists_again_with_another_hour_is_one() -> None:
    """An hour earlier, and over at the same time."""
    assert dates(by("tickets", at(0, 3)), by("tickets", at(-1, 4))) == [at(0, 3)]
