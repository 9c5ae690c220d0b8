"""Titles that say which ticket this is, or that one may come and learn, name the happening all the same."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.match.invitation import series_key, without_invitation

WORDS = load_area("indiranagar").words


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Entry Ticket to The Long Night", "The Long Night"),
        ("Tickets for The Long Night", "The Long Night"),
        ("All Day Pass for the Food Fair", "the Food Fair"),
        ("Lake Cup - Team Booking", "Lake Cup"),
        ("Lake Cup – Individual Registration", "Lake Cup"),
        ("Lake Cup: Early Bird", "Lake Cup"),
        ("Lake Cup (VIP Pass)", "Lake Cup"),
        ("Lake Cup | Entry", "Lake Cup"),
        ("Learn to fold paper boxes", "fold paper boxes"),
        ("Learn how to fold paper boxes", "fold paper boxes"),
        ("Join us for a walk round the lake", "a walk round the lake"),
    ],
)
def test_it_is_left_out(title: str, bare: str) -> None:
    assert without_invitation(title) == bare


@pytest.mark.parametrize(
    "title",
    [
        "A Ticket to Ride: the Beatles evening",
        "Passing the Baton",
        "Lake Cup - Singles",
        "Team Building for Founders",
        "The Early Bird Walk",
        "Open mic: poets only",
        "Tickets",
        "Bookings",
        "Early bird",
        "Learning by doing",
        "The Pass: a film",
        "",
    ],
)
def test_names_stay(title: str) -> None:
    assert without_invitation(title) == title


@pytest.mark.parametrize(
    ("title", "other", "same"),
    [
        ("Lake Cup - Team Booking", "Lake Cup (VIP Pass)", True),
        ("Entry ticket to Lake Cup", "The Lake Cup | 6th March", True),
        ("Lake Cup - Singles", "Lake Cup - Doubles", False),
    ],
)
def test_listings_are_looked_up_without_it(title: str, other: str, same: bool) -> None:
    assert (series_key(title, WORDS) == series_key(other, WORDS)) is same
