"""Clock times in each form in which announcements write them, and what is left open about them."""

from __future__ import annotations

import pytest

from include.understand.text.times.grammar import find_times


def read(text: str) -> list[str]:
    """Each as "19:00" or "19:00-21:00", with "?" where the half of the day is guessed."""
    return [
        f"{one.start:%H:%M}{f'-{one.end:%H:%M}' if one.end else ''}{'?' if one.guessed else ''}"
        for one in find_times(text)
    ]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("seven thirty in the evening", "19:30"),
        ("seven fifteen pm", "19:15"),
        ("five-fifteen pm", "17:15"),
        ("eight forty five pm", "20:45"),
        ("ten fifty am", "10:50"),
        ("nine ten am", "09:10"),
        ("half past six", "18:30?"),
        ("half past six in the morning", "06:30"),
        ("quarter to 8", "19:45?"),
        ("quarter past eight", "20:15?"),
        ("ten past eight", "20:10?"),
        ("20 past eight in the morning", "08:20"),
        ("25 minutes past 7", "19:25?"),
        ("7-9 pm", "19:00-21:00"),
        ("11-1 pm", "11:00-13:00"),
        ("10-2 am", "22:00-02:00"),
        ("10 AM to 6 PM", "10:00-18:00"),
        ("7pm till midnight", "19:00-00:00"),
        ("12 noon - 8 pm", "12:00-20:00"),
        ("12-2 pm", "12:00-14:00"),
        ("11:30 - 12:30 pm", "11:30-12:30"),
        ("19:30-21:00", "19:30-21:00"),
        ("1930 to 2100 hrs", "19:30-21:00"),
        ("07:30-09:00", "07:30-09:00"),
        ("from 10 until 1", "10:00-13:00?"),
        ("between 6 and 8", "18:00-20:00?"),
        ("between 6 and 8 in the morning", "06:00-08:00"),
        ("from 11 to 11", "11:00-23:00?"),
        ("7 pm to 9", "19:00-21:00"),
        ("11 pm to 2", "23:00-02:00"),
        ("10 am to 1", "10:00-13:00"),
        ("7 pm to 7", "19:00-07:00"),
        ("7.30 pm", "19:30"),
        ("1030pm", "22:30"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("12:30 am", "00:30"),
        ("0:30 am", "00:30"),
        ("13 pm", "13:00"),
        ("19:30", "19:30"),
        ("1930 hrs", "19:30"),
        ("7:30", "19:30?"),
        ("8:59", "20:59?"),
        ("9:00", "09:00"),
        ("0:15", "00:15"),
        ("07:30", "07:30"),
        ("7:30 hrs", "07:30"),
        ("7:30 in the morning", "07:30"),
        ("7 o'clock", "19:00?"),
        ("seven o'clock in the morning", "07:00"),
        ("at eleven", "11:00?"),
        ("12 midnight", "00:00"),
        ("7 PMVenue", "19:00"),
    ],
)
def test_clock_times(text: str, hours: str) -> None:
    assert read(text) == [hours]


@pytest.mark.parametrize("text", ["1942-2000", "24 hours", "noon", "five past noon"])
def test_what_is_none(text: str) -> None:
    assert read(text) == []


def test_a_reader_is_told_where_a_time_stands() -> None:
    (found,) = find_times("Songs from 7 to 9 pm, free")
    assert (found.position, found.stop) == (len("Songs from "), len("Songs from 7 to 9 pm"))
