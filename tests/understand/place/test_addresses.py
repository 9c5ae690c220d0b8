"""What an address names, and the circle that its road or postal code comes to."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from include.areas.area import load_area
from include.listing import Approximate, Venue
from include.understand.place.addresses import parse_address, road_key
from include.understand.place.geography import distance, is_inside
from include.understand.place.roughly import circle_around, locate_roughly

AREA = load_area("indiranagar")


def circle(address: str | None, name: str | None = "Lamp Rooms", titled: bool = False) -> Approximate | None:
    return locate_roughly(Venue(name=name, address=address), AREA, titled)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("100 Feet Road", "100 feet"), ("100 ft. Rd", "100 feet"), ("100ft road", "100 feet"),
        ("100' Road", "100 feet"),
        ("Hundred Feet Road", "100 feet"), ("80-ft road", "80 feet"), ("12th Main Road", "12 main"),
        ("12 Main", "12 main"), ("Twelfth Street", "twelfth street"), ("First Main", "1 main"),
        ("10th 'A' Main Rd", "10 a main"), ("10-A Main", "10 a main"), ("4th Cross B", "4 b cross"),
        ("3rd A Cross Road", "3 a cross"), ("CMH Rd.", "cmh road"),
    ],
)  # fmt: skip
def test_a_road_is_one_however_it_is_written(written: str, key: str) -> None:
    assert road_key(written) == key


@pytest.mark.parametrize(
    ("address", "house", "roads", "stages", "postcode"),
    [
        (
            "No. 12, 3rd Floor, 100 Feet Road, HAL 2nd Stage, Indiranagar, Bengaluru 560038",
            "12", ("100 feet",), ("2 stage",), "560038",
        ),
        ("80 ft rd, Defence Colony", None, ("80 feet",), (), None),
        ("12th Main, opp. ESI hospital", None, ("12 main",), (), None),
        ("#2989/B, 12th Main, HAL II Stage", "2989/B", ("12 main",), ("2 stage",), None),
        ("298 100 Feet Road", "298", ("100 feet",), (), None),
        ("Door No 12/1, CMH Rd, Bengaluru560038", "12/1", ("cmh road",), (), "560038"),
        ("24, 3rd A Cross, 1st Main Road, Domlur Stage 2", "24", ("3 a cross", "1 main"), ("2 stage",), None),
        ("12, 100 Feet Road, Bengaluru 560038, call 560038 1234", "12", ("100 feet",), (), "560038"),
        ("2nd Floor, 12th Main", None, ("12 main",), (), None),
        ("near 100 Feet Road", None, (), (), None),
        ("No. 12", None, (), (), None),
        ("", None, (), (), None),
    ],
)  # fmt: skip
def test_the_parts_of_an_address(
    address: str, house: str | None, roads: tuple[str, ...], stages: tuple[str, ...], postcode: str | None
) -> None:
    read = parse_address(address, AREA)
    assert (read.house, read.roads, read.stages, read.postcode) == (house, roads, stages, postcode)


def test_a_road_of_the_area_is_a_circle_that_holds_it() -> None:
    found = circle("12th Main, HAL 2nd Stage")
    assert found
    assert found.precision == "road"
    ends = next(road.line for road in AREA.roads if road.name == "12th Main Road")
    assert all(distance((found.latitude, found.longitude), end) <= found.metres for end in ends)


def test_two_roads_that_meet_are_a_smaller_circle_than_either() -> None:
    crossing = circle("12th Main, 100 Feet Road, HAL 2nd Stage")
    whole = circle("12th Main, HAL 2nd Stage")
    assert crossing and whole  # noqa: PT018
    assert crossing.metres < whole.metres
    assert distance((crossing.latitude, crossing.longitude), (12.97, 77.641)) < 50


def test_a_circle_ends_at_the_furthest_point_and_one_as_wide_as_the_area_is_none() -> None:
    near, far = (12.97, 77.63), (12.97, 77.65)
    found = circle_around([near, far], "road")
    assert found
    assert found.metres == math.ceil(distance(near, far) / 2)
    assert circle_around([near, (13.01, 77.63)], "road") is None


SLANTING = [(0.0, 0.0), (4.0, 2.0), (1.0, 4.0), (0.0, 0.0)]
"""A triangle, as (longitude, latitude): no side runs along a parallel or a meridian."""


@pytest.mark.parametrize(
    ("north", "east", "inside"),
    [
        (1.0, 1.0, True), (1.0, 1.9, True), (1.0, 2.1, False),
        (3.0, 1.0, True), (3.0, 0.7, False), (3.0, 2.4, True), (3.0, 2.6, False),
    ],
)  # fmt: skip
def test_a_point_is_within_a_slanting_border_or_beyond(north: float, east: float, inside: bool) -> None:
    area = replace(AREA, outline={"type": "MultiPolygon", "coordinates": [[SLANTING]]})
    assert is_inside((north, east), area) is inside


@pytest.mark.parametrize(
    "address",
    [
        "12th Main, Koramangala", "12th Main, HSR Layout 560102", "12th Main, Indiranagar 1st Stage",
        "12th Main, Domlur",
        "1st Main, Indiranagar", "80 ft rd, Indiranagar", "near 100 Feet Road, Indiranagar", "Indiranagar, Bengaluru",
        "100 Feet Road, Bengaluru 560095", None,
    ],
)  # fmt: skip
def test_a_road_that_may_be_another_one_is_no_place(address: str | None) -> None:
    assert circle(address) is None


def test_a_title_that_names_the_area_places_its_road() -> None:
    assert circle("12th Main, opp. ESI hospital") is None
    found = circle("12th Main, opp. ESI hospital", titled=True)
    assert found
    assert found.precision == "road"


def test_the_area_is_one_however_it_is_spelled() -> None:
    assert circle("80ft Road, Defence Colony, Indira Nagar") == circle("80 Feet Rd, Defence Colony, Indiranagar")


def test_a_road_in_the_field_of_the_name_counts() -> None:
    assert circle(None, "Lamp Rooms, CMH Road") == circle("CMH Road")
    assert circle(None, "CMH Road") == circle("CMH Road")
    assert circle(None, "CMH Road Metro Station") is None


def test_a_postal_code_of_the_area_is_a_circle_where_no_road_is_known() -> None:
    found = circle("7, 4th Main, Domlur, Bengaluru 560071")
    assert found
    assert (found.precision, found.metres) == ("postcode", 1800)
    assert circle("Somewhere, Bengaluru 560102") is None


def test_what_is_online_lies_nowhere() -> None:
    assert locate_roughly(Venue(name="Zoom", address="CMH Road, Indiranagar", online=True), AREA) is None
