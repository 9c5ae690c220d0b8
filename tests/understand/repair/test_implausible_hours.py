"""The hour of a start that cannot be right: a time stamp, midnight for want of an hour, the wrong half of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from include.areas.area import load_area
from include.listing import Listing, Occurrence
from include.understand.repair.rules import repair
from tests.pipeline.scene import IST

AREA = load_area("indiranagar")


def read(title: str, *dates: Occurrence, text: str = "", keywords: tuple[str, ...] = ()) -> Listing:
    listing = Listing(title=title, occurrences=list(dates), keywords=list(keywords))
    repair(listing, f"{title}\n{text}", AREA)
    return listing


def on(clock: str, hours: float | None = None, **more: bool) -> Occurrence:
    start = datetime.fromisoformat(f"2026-03-06T{clock}").replace(tzinfo=IST)
    return Occurrence(starts_at=start, ends_at=start + timedelta(hours=hours) if hours else None, **more)


DAY = on("00:00", date_only=True)


@pytest.mark.parametrize("clock", ["14:23:07", "14:00:01"])
def test_a_start_with_seconds_is_a_programs_time_stamp(clock: str) -> None:
    listing = read("Open studio", on(clock, 2))
    assert listing.occurrences == [DAY]
    assert listing.provenance["occurrences"].confidence == 0.4


def test_a_cancelled_day_stays_cancelled_without_its_hour() -> None:
    assert read("Open studio", on("14:23:07", cancelled=True)).occurrences[0].cancelled


@pytest.mark.parametrize(
    ("hours", "text", "is_placeholder"),
    [
        (3, "Doors at 7 pm", True),
        (3.5, "Doors at 7 pm", False),
        (None, "Doors at 7 pm", False),
        (2, "Doors open early", False),
        (2, "From 7 pm until midnight", False),
        (2, "The afterparty, 7 pm to late", False),
    ],
)
def test_a_short_date_at_midnight_whose_text_names_another_hour(
    hours: float | None, text: str, is_placeholder: bool
) -> None:
    given = on("00:00", hours)
    assert (read("Open studio", given, text=text).occurrences[0].date_only) == is_placeholder


@pytest.mark.parametrize(
    ("title", "clock", "text", "moved"),
    [
        ("Open studio", "08:00", "From 8 pm", True),
        ("Open studio", "08:00", "From 8 am", False),
        ("Open studio", "08:00", "Breakfast at 8 am, the next round at 8 pm", False),
        ("Open studio", "08:00", "", False),
        ("Open studio", "09:00", "From 9 pm", False),
        ("Open studio", "12:30", "From 12:30 am", False),
        ("Comedy night", "07:00", "", True),
        ("Comedy night", "07:00", "From 7 am", False),
        ("Comedy night", "05:30", "", False),
        ("Comedy for kids, a night", "07:00", "", False),
        ("Open studio", "01:00", "From 1 pm", True),
        ("Open studio", "00:30", "From 12:30 pm", False),
        ("Comedy night", "06:00", "", True),
        ("Comedy night", "08:45", "", True),
        ("Comedy night", "09:00", "", False),
        ("Book reading", "02:00", "", True),
        ("Book reading", "05:45", "", True),
        ("Book reading", "06:00", "", False),
        ("Book reading", "07:30", "", False),
        ("Book reading", "02:00", "From 2 am", False),
        ("Book reading", "02:00", "Doors close at midnight", False),
        ("Comedy night with a reading", "02:00", "", False),
        ("Open studio", "02:00", "", False),
        ("Open studio", "02:00", "An afternoon of tea", True),
        ("Open studio", "07:00", "A lazy afternoon", False),
    ],
)
def test_the_half_of_the_day(title: str, clock: str, text: str, moved: bool) -> None:
    (one,) = read(title, on(clock), text=text).occurrences
    assert one.starts_at == on(clock).starts_at + timedelta(hours=12 * moved)


def test_a_source_keyword_tells_a_party_too() -> None:
    listing = read("Neon", on("07:00"), keywords=("Techno",))
    assert listing.occurrences[0].starts_at.hour == 19
    assert listing.provenance["occurrences"].origin == "text"


def test_the_end_moves_along_unless_it_was_right() -> None:
    (both,) = read("Open studio", on("08:00", 2), text="From 8 pm").occurrences
    assert both.ends_at == on("22:00").starts_at
    (start,) = read("Open studio", on("08:00", 15), text="From 8 pm").occurrences
    assert start.ends_at == on("23:00").starts_at
    (open_end,) = read("Open studio", on("08:00"), text="From 8 pm").occurrences
    assert open_end.ends_at is None


def test_all_dates_move_or_none() -> None:
    evening, morning = on("08:00"), on("21:00")
    listing = read("Open studio", evening, morning, text="From 8 pm")
    assert [one.starts_at.hour for one in listing.occurrences] == [8, 21]
