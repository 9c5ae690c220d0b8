"""Titles that say which ticket this is, or that one may come and learn, name the happening all the same."""

from __future__ import annotations

import pytest

from include.understand.match.invitation import without_invitation


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
