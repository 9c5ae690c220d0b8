"""Which events are under the open sky: by their place, or by what is said of them."""

from __future__ import annotations

from typing import Any

import pytest

from include.areas.area import area_in, load_area
from include.listing import Listing
from include.understand.place.outdoors import is_outdoors
from tests.conftest import ROOT

AREA = load_area("indiranagar")
PARK = next(venue for venue in AREA.venues if venue.kind == "park")
PUB = next(venue for venue in AREA.venues if venue.kind == "pub")


def listing(title: str, description: str | None = None, **venue: Any) -> Listing:
    return Listing.model_validate(
        {"title": title, "description": description, "venue": venue, "timezone": "Asia/Kolkata",
         "occurrences": [{"starts_at": "2026-03-07T19:00:00+05:30"}]}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Heritage walk in the old town", None),
        ("Sunday 10K run", None),
        ("Cycling to Nandi Hills", None),
        ("Jazz, open air", None),
        ("An open-air screening", None),
        ("An outdoor yoga morning", None),
        ("Film night", "We sit under the stars, so bring a blanket."),
        ("Theatre", "In the amphitheatre behind the library."),
        ("ಪಾರಂಪರಿಕ ನಡಿಗೆ", None),
        ("Movie night, a screening under the stars", None),
        ("Flea market", "In case of rain it is moved indoors."),
    ],
)
def test_it_is_outdoors_by_what_is_said_of_it(title: str, description: str | None) -> None:
    assert is_outdoors(listing(title, description), AREA)


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Jazz night", None),
        ("Pottery", "The workshop is run by two potters; walk up to the second floor, and ride the lift back."),
        ("Indoor cycling", None),
        ("Virtual run for a cause", None),
        ("Ramp walk and fashion show", None),
        ("Walkman memories", "Songs of the runway years."),
        ("Comedy: walk-ins welcome", None),
        ("Morning walk-in interviews", None),
        ("Running on empty: a play", None),
        ("Run for your wife, a comedy", None),
        ("Let's walk - book launch", None),
        ("Marathon of improv", None),
        ("Run of the Arrow (1957), film screening", None),
        ("Guided walk of our exhibition", None),
    ],
)
def test_a_word_of_every_day_does_not_make_it_so(title: str, description: str | None) -> None:
    assert not is_outdoors(listing(title, description), AREA)


@pytest.mark.parametrize(
    ("name", "outdoors"),
    [
        ("Cubbon Park", True),
        ("Ulsoor Lake", True),
        ("The Park", False),
        ("Aqua, The Park", False),
        ("Park", False),
        ("Lake View Hall", False),
        ("Sanchez Manyata Tech Park", False),
    ],
)
def test_a_place_is_outdoors_by_the_last_word_of_its_name(name: str, outdoors: bool) -> None:
    assert is_outdoors(listing("Music", name=name), AREA) is outdoors


def test_the_gazetteer_knows_better_than_a_name() -> None:
    assert is_outdoors(listing("Music", name=PARK.name, place_id=PARK.slug), AREA)
    assert not is_outdoors(listing("Music", name="Cubbon Park", place_id=PUB.slug), AREA)


def test_a_roof_outweighs_the_place_and_what_is_online_has_no_weather() -> None:
    assert not is_outdoors(listing("Indoor market", name="Cubbon Park"), AREA)
    assert not is_outdoors(listing("Heritage walk", online=True), AREA)


def test_a_book_in_the_park_is_outdoors_by_its_place() -> None:
    assert is_outdoors(listing("Book reading", name="Cubbon Park"), AREA)


def test_an_area_without_such_words_has_no_event_outdoors() -> None:
    silent = area_in(ROOT / "tests/areas/samples/baixa_velha")
    assert not is_outdoors(listing("Open air walk", name="Parque Park"), silent)
