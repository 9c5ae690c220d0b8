"""Where it happens, in the shapes that publishers use."""

from __future__ import annotations

from typing import Any

import pytest

from include.areas.area import load_area
from include.listing import Venue
from include.sources.fields.places import or_default, place, venue_of

WORDS = load_area("indiranagar").words

ADDRESS = {
    "@type": "PostalAddress",
    "streetAddress": "298, 100 Feet Road",
    "addressLocality": "Bengaluru",
    "postalCode": "560038",
    "addressCountry": {"@type": "Country", "name": "India"},
}
LINE = "298, 100 Feet Road, Bengaluru, 560038, India"


@pytest.mark.parametrize(
    ("location", "name", "address"),
    [
        ("Toit, 298, 100 Feet Road, Bengaluru", "Toit", "298, 100 Feet Road, Bengaluru"),
        ("Toit", "Toit", None),
        ({"@type": "Place", "name": "Toit", "address": ADDRESS}, "Toit", LINE),
        ({"type": "Place", "name": "Toit", "address": "298, 100 Feet Road"}, "Toit", "298, 100 Feet Road"),
        ({"@type": "Place", "name": "Toit", "address": [ADDRESS]}, "Toit", LINE),
        ({"name": "Toit"}, "Toit", None),
        ({"@type": "Place", "name": "Toit : Bengaluru"}, "Toit", None),
        ({"@type": "Place", "name": "Bengaluru", "address": None}, None, "Bengaluru"),
        ({"@type": "Place", "name": None, "address": "298, 100 Feet Road"}, None, "298, 100 Feet Road"),
        ({"@type": "Place", "name": "Toit", "address": "Toit, "}, "Toit", None),
        (ADDRESS, None, LINE),
        ([{"@type": "VirtualLocation", "url": "https://x.example"}, {"name": "Toit"}], "Toit", None),
        ("Venue to be announced", None, None),
        ({"name": "Meeting point", "address": "Cubbon Park"}, None, "Cubbon Park"),
        ({"name": "7", "address": "4th Main Road, Domlur"}, None, "7, 4th Main Road, Domlur"),
        ({"name": "Lamp Rooms Bengaluru, Lamp Rooms"}, "Lamp Rooms Bengaluru", None),
        ({"name": "Lake Café", "address": "LAKE CAFÉ, Old Airport Road"}, "Lake Café", "Old Airport Road"),
        ({"name": "Toit", "address": "Toitville, Old Airport Road"}, "Toit", "Toitville, Old Airport Road"),
        (
            {"name": "Toit", "address": {**ADDRESS, "streetAddress": LINE, "addressLocality": "Bangalore"}},
            "Toit",
            LINE,
        ),
        ("TBA", None, None),
        ("#_LOCATIONNAME, #_LOCATIONFULLLINE", None, None),
        (None, None, None),
        ([], None, None),
        ({}, None, None),
        (17, None, None),
    ],
)
def test_locations(location: Any, name: str | None, address: str | None) -> None:
    found = place(location, WORDS)

    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize(
    "location",
    [
        {"@type": "VirtualLocation", "url": "https://meet.example"},
        {"@type": "Place", "name": "Lobby", "address": {"@type": "VirtualLocation"}},
        "Online",
        "https://us02web.zoom.us/j/123",
        [{"@type": "VirtualLocation"}],
    ],
)
def test_what_is_online(location: Any) -> None:
    assert place(location, WORDS).online


def test_a_hall_called_online_something_is_a_place() -> None:
    assert not place("Online Instruments, 741, CMH Road", WORDS).online


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"geo": {"latitude": "12.979426", "longitude": "77.640617"}}, (12.979426, 77.640617)),
        ({"latitude": 12.979426, "longitude": 77.640617}, (12.979426, 77.640617)),
        ({"geo": [{"latitude": 12.9, "longitude": 77.6}]}, (12.9, 77.6)),
        ({"geo": "12.9, 77.6"}, (12.9, 77.6)),
        ({"geo": {"latitude": 0, "longitude": 0}}, (None, None)),
        ({"geo": {"latitude": "0.0", "longitude": "77.6"}}, (None, None)),
        ({"geo": {"latitude": 91, "longitude": 77.6}}, (None, None)),
        ({"geo": {"latitude": "", "longitude": None}}, (None, None)),
        ({"geo": {"latitude": "12", "longitude": "77.0"}}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_coordinates(value: dict[str, Any], expected: tuple[float | None, float | None]) -> None:
    found = place({"@type": "Place", "name": "Toit", **value}, WORDS)

    assert (found.latitude, found.longitude) == expected


def test_a_map_link_names_googles_place() -> None:
    url = "https://www.google.com/maps/search/?api=1&query=Toit&query_place_id=abc123"

    assert place({"@type": "Place", "name": "Toit", "url": url}, WORDS).google_place_id == "abc123"


def test_the_instances_own_place_is_for_those_that_name_none() -> None:
    config = {"venue": "Toit", "address": "298, 100 Feet Road"}

    assert or_default(Venue(), config, WORDS).name == "Toit"
    assert or_default(venue_of("Maraa", WORDS), config, WORDS).name == "Maraa"
    assert or_default(Venue(online=True), config, WORDS).name is None
    assert or_default(Venue(), {}, WORDS) == Venue()
