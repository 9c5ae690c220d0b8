"""Venues that no gazetteer has, as announcements name them; and names that are no venue."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.venue_text import venue_in_text

AREA = load_area("indiranagar")


def found(text: str, title: str = "An evening") -> tuple[str | None, str | None] | None:
    venue = venue_in_text(title, text, AREA)
    return (venue[0].name, venue[0].address) if venue else None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Place: Kite Theatre, CMH Road", ("Kite Theatre", "CMH Road")),
        ("📌 Heron Books", ("Heron Books", None)),
        ("Location - Smash Arena", ("Smash Arena", None)),
        ("📌 Where: Heron Books, CMH Road", ("Heron Books", "CMH Road")),
        ("📍Venue - Heron Books 👥\nEntry: free", ("Heron Books", None)),
        ("ಸ್ಥಳ: ಕಾವ್ಯ ಮನೆ, ಇಂದಿರಾನಗರ", ("ಕಾವ್ಯ ಮನೆ", "ಇಂದಿರಾನಗರ")),
        ("स्थान: कला भवन", ("कला भवन", None)),
        (
            "Time: 11 AM Venue: Heron Books, Indiranagar. Price: INR 150 (will be redeemed)",
            ("Heron Books", "Indiranagar"),
        ),
        (
            "Venue: Heron Books, Vasanth Nagar Since the seating is limited, come early",
            ("Heron Books", "Vasanth Nagar"),
        ),
        ("Venue: will be shared on booking", None),
    ],
)
def test_behind_a_label(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


def test_the_place_with_which_a_title_ends() -> None:
    assert found("Bring paper and pens.", "Sketching at Copper Kettle") == ("Copper Kettle", None)
    assert found("Bring paper. She once sketched at Copper Kettle.") is None


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Sat 14 March, 7 pm\nLoft 38, 100 ft road\n₹300", ("Loft 38", "100 ft road")),
        ("Sat 14 March, 7 pm\nLoft 38, 100 ft road, Indiranagar\n₹300", ("Loft 38", "100 ft road, Indiranagar")),
        ("14 March\n8 pm\nThe Copper Tap, Indiranagar", ("The Copper Tap", "Indiranagar")),
        ("14 March | 8 pm | Groove Yard | ₹300", ("Groove Yard", None)),
        ("12-Mar-26, 6:30pm, Grid Office, Domlur. Free", ("Grid Office", "Domlur")),
        ("20 June. 4 p.m. Dog-Eared. Pencils on us.", ("Dog-Eared", None)),
        ("Silver Lining Trio\nan hour of new songs", None),
        ("14 March, 8 pm\n₹300\nOnly 40 seats", None),
        ("14 March, 8 pm, Indiranagar", None),
    ],
)
def test_in_a_line_of_its_own(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Tonight at 9: Velvet Static plays at Bassment. Entry ₹500", ("Bassment", None)),
        ("This afternoon at 4! Come sketch with us at Paper Lane, 80 Feet Road.", ("Paper Lane", "80 Feet Road")),
        ("8 pm, terrace of Projector House", ("Projector House", None)),
        ("14 March, 8 pm\n@ Meeple Café, Indiranagar", ("Meeple Café", "Indiranagar")),
        ("June 14, 9 am to 2 pm at Rose community hall. Walk in.", ("Rose community hall", None)),
        ("14 March, tickets at Rs 500", None),
        ("She teaches at Hill School and played at Bassment in 2019", None),
        ("He studied at Rose University, and lives in Goa", None),
    ],
)
def test_behind_at(text: str, venue: tuple[str | None, str | None] | None) -> None:
    assert found(text) == venue


def test_the_name_of_the_happening_is_no_venue() -> None:
    assert found("Saturday 14 March, 8 pm | The Analog Club", title="The Analog Club: a winter edition") is None


@pytest.mark.parametrize("when", ["Dusk", "Dawn", "Sunset", "Midnight", "Heart", "Home"])
def test_what_at_is_followed_by_in_a_phrase_is_no_place(when: str) -> None:
    assert found("Ragas and tunes", f"A Musical Offering at {when}") is None
