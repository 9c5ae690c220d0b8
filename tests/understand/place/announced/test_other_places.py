"""Places that a text names and that are not its own; and texts that keep their place to themselves."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.understand.place.announced.other_places import keeps_its_place, of_its_own_place
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.chosen.choice import likely_place

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    "aside",
    [
        "Parking at Kite Mall.",
        "Street parking near Heron Square.",
        "Tickets at Heron Records.",
        "Asha Rao trained at Heron College, Pune, and has sung at Kite Hall.",
        "Call Asha on 98450 12345, office at Kite Towers",
        "Last time at Kite Hall we were 200!",
        "Afterwards we walk to Heron Stores.",
    ],
)
def test_another_place_is_no_venue(aside: str) -> None:
    text = f"Jazz evening\nSat 14 March, 7 pm\n{aside}"
    assert venue_in_text("Jazz evening", text.partition("\n")[2], AREA) is None
    assert likely_place(text, AREA) is None


def test_a_sentence_with_the_hour_is_about_the_happening() -> None:
    text = "Asha, who trained at Heron College, sings at Kite Hall on 14 March at 7 pm."
    assert of_its_own_place(text) == text


def test_what_is_left_stands_where_it_stood() -> None:
    text = "Parking at Kite Mall. We meet at Heron Hall."
    assert of_its_own_place(text) == f"{' ' * 20}. We meet at Heron Hall."


@pytest.mark.parametrize(
    "said",
    [
        "Venue shared on booking", "DM us for the exact location", "Secret location, north side", "Venue: TBA",
        "address on WhatsApp once you confirm", "Zoom link will be shared",
    ],
)  # fmt: skip
def test_a_place_that_is_told_later_is_not_guessed(said: str) -> None:
    assert keeps_its_place(said)
    assert likely_place(f"Supper club\n14 March, 8 pm\n{said}\nCeramics by Studio Heron", AREA) is None


@pytest.mark.parametrize(
    "said", ["Venue: Kite Hall", "Text us for tickets", "The venue is lovely", "Location: Old Town"]
)
def test_a_place_that_is_named_is_not_kept(said: str) -> None:
    assert not keeps_its_place(said)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Venue: Kite Hall · Entry 300", "Kite Hall"),
        ("Find us at Kite Centre for Music and Dance, CMH Road", "Kite Centre for Music and Dance"),
        ("At ‘Kite Playhouse’, CMH Road", "Kite Playhouse"),
        ("Kite Bookstore behind Heron Hotel", "Kite Bookstore"),
        ("Venue: Kite Hall (map in bio)", "Kite Hall"),
        ("*Venue:* Kite Hall", "Kite Hall"),
        ("Live at @kiteplayhouse", "kiteplayhouse"),
        ("See you at Gate 2 of Heron Park!", "Gate 2 of Heron Park"),
    ],
)
def test_a_name_ends_where_its_address_begins(text: str, name: str) -> None:
    found = venue_in_text("Jazz evening", f"Sat 14 March, 7 pm\n{text}", AREA)
    assert found is not None
    assert found[0].name == name


@pytest.mark.parametrize(
    "text", ["Jazz on the Main Stage 14 March, 7 pm", "Film club: Pather Panchali\nSat 14 March, 7 pm"]
)
def test_neither_a_day_nor_the_title_of_a_film_makes_a_place(text: str) -> None:
    assert likely_place(text, AREA) is None


@pytest.mark.parametrize(
    "meal",
    [
        "Back by 9 for coffee at Old Bakery",
        "Done by 8.30 and filter coffee at Old Bakery",
        "Post run idlis at Old Bakery",
        "After-run breakfast at Old Bakery",
        "Breakfast at Old Bakery after",
    ],
)
def test_where_people_eat_afterwards_is_no_venue(meal: str) -> None:
    text = f"Sat 14 March, 6 am\n{meal}"
    assert venue_in_text("Long ride", text, AREA) is None


def test_a_meal_that_is_the_happening_has_its_place() -> None:
    found = venue_in_text("Harvest feast", "Brunch at Kite Hall, 14 March 11 am, and an auction after", AREA)
    assert found
    assert found[0].name == "Kite Hall"


def test_the_door_at_which_tickets_are_sold_is_that_of_the_place() -> None:
    found = venue_in_text("Jazz evening", "14 March 7 pm\nTickets at the door at Kite Hall", AREA)
    assert found
    assert found[0].name == "Kite Hall"
