"""Which answers of a geocoder are the house or the road asked for."""

from __future__ import annotations

from typing import Any

import pytest

from include.areas.area import load_area
from include.errors import UnreadablePayload
from include.listing import Venue
from include.understand.memory.geocoder_questions import (
    GeocoderQuestion,
    accepted,
    questions,
    read_nominatim,
    read_photon,
)

AREA = load_area("indiranagar")
QUESTION = GeocoderQuestion("968 5th Cross Road, Indiranagar, Bengaluru", house="968")
NEAR = {"lat": "12.9741", "lon": "77.6402", "boundingbox": ["12.9740", "12.9742", "77.6401", "77.6403"]}
HOUSE = {**NEAR, "category": "place", "type": "house", "address": {"house_number": "968", "road": "5th Cross"}}
ROAD = {**NEAR, "category": "highway", "name": "5th Cross Road"}


def precision(found: dict[str, Any], question: GeocoderQuestion = QUESTION) -> str | None:
    place = accepted([read_nominatim(found)], question, AREA)
    return place.precision if place else None


def test_the_house_and_the_road_asked_for_count() -> None:
    assert (precision(HOUSE), precision(ROAD)) == ("address", "road")


@pytest.mark.parametrize(
    "found",
    [
        {**HOUSE, "address": {"house_number": "968", "road": "6th Cross"}},
        {**HOUSE, "address": {"house_number": "968"}},
        {**ROAD, "name": "80 Feet Road"},
        {**ROAD, "boundingbox": ["0", "0.001", "0", "0.001"]},
        {**ROAD, "category": "landuse"},
        {**HOUSE, "address": {"house_number": "969", "road": "5th Cross"}},
        {**HOUSE, "lat": "12.9352", "lon": "77.6245"},
    ],
    ids=[
        "a house of another road",
        "a house of no road",
        "another road",
        "a box elsewhere",
        "a part of the city",
        "another house",
        "a house elsewhere",
    ],
)
def test_what_is_another_road_or_lies_elsewhere_is_no_answer(found: dict[str, Any]) -> None:
    assert precision(found) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lamp Rooms", "venue"),
        ("The Rooms, Lamp", "venue"),
        ("Lamp Roomaa", "venue"),  # 18 of 21 letters
        ("Lamp Roomaaa", None),
        ("Salt Cellar", None),
        ("", None),
    ],
)
def test_a_venue_counts_where_it_has_the_name_asked_for(name: str, expected: str | None) -> None:
    question = GeocoderQuestion("Lamp Rooms, Indiranagar", name="Lamp Rooms")
    assert precision({**NEAR, "category": "amenity", "type": "theatre", "name": name}, question) == expected


@pytest.mark.parametrize("found", [HOUSE, ROAD], ids=["a house", "a road"])
def test_what_is_called_like_the_venue_and_is_none_is_no_answer(found: dict[str, Any]) -> None:
    question = GeocoderQuestion("Lamp Rooms, Indiranagar", name="Lamp Rooms")
    assert precision({**found, "name": "Lamp Rooms"}, question) is None


def test_a_road_is_one_by_all_names_that_the_area_knows() -> None:
    road = next(road for road in AREA.roads if road.aliases)
    question = GeocoderQuestion(f"{road.name}, Indiranagar")
    assert precision({**ROAD, "name": road.aliases[0]}, question) == "road"


def test_photon_names_the_road_of_a_house_too() -> None:
    about = {"osm_key": "building", "type": "house", "housenumber": "968", "street": "5th Cross Road"}
    found = {"geometry": {"coordinates": [77.6402, 12.9741]}, "properties": about}
    assert accepted([read_photon(found)], QUESTION, AREA) is not None
    about["street"] = "6th Cross Road"
    assert accepted([read_photon(found)], QUESTION, AREA) is None


@pytest.mark.parametrize("number", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "24th"])
def test_a_numbered_road_is_asked_for_as_maps_write_it(number: str) -> None:
    address = f"7, {number.rstrip('sthndr')} cross, Domlur, Bengaluru"
    [asked] = questions(Venue(address=address), AREA)
    assert (asked.text, asked.house) == (f"7 {number} Cross Road, Indiranagar, Bengaluru", "7")


def photon(**about: Any) -> dict[str, Any]:
    return {"geometry": {"coordinates": ["77.6402", "12.9741"]}, "properties": about}


def test_both_geocoders_give_a_box_from_south_west_to_north_east() -> None:
    boxes = [
        read_nominatim({**ROAD, "boundingbox": ["1", "2", "3", "4"]}).box,
        read_photon(photon(osm_key="highway", extent=[3, 2, 4, 1])).box,
    ]
    assert boxes == [(1.0, 3.0, 2.0, 4.0)] * 2
    assert read_photon(photon(extent=[3, 2, 4])).box is None
    assert read_photon(photon()).point == (12.9741, 77.6402) == read_nominatim(ROAD).point


@pytest.mark.parametrize("raw", [{}, {"properties": {}}, {"properties": None}, photon(extent=["x"] * 4), []])
def test_an_answer_that_cannot_be_read_is_named(raw: Any) -> None:
    for read in (read_photon, read_nominatim):
        with pytest.raises(UnreadablePayload, match="the geocoder's answer cannot be read"):
            read(raw)


@pytest.mark.parametrize(
    ("venue", "titled", "texts"),
    [
        ({"online": True, "address": "968, 5th Cross, Indiranagar"}, True, []),
        ({"name": "Lamp Rooms", "address": "Whitefield"}, True, []),
        ({"name": "Lamp Rooms"}, False, []),
        ({"name": "Lamp Rooms"}, True, ["Lamp Rooms, Indiranagar, Bengaluru"]),
        ({"address": "968, 5th Cross, Indiranagar"}, False, ["968 5th Cross Road, Indiranagar, Bengaluru"]),
    ],
)
def test_what_is_asked_about_a_venue(venue: dict[str, Any], titled: bool, texts: list[str]) -> None:
    assert [one.text for one in questions(Venue.model_validate(venue), AREA, titled)] == texts


def test_a_road_without_a_box_is_no_place() -> None:
    assert accepted([read_photon(photon(osm_key="highway", name="5th Cross Road"))], QUESTION, AREA) is None
    boxed = photon(osm_key="highway", name="5th Cross Road", extent=[77.6401, 12.9742, 77.6403, 12.974])
    assert accepted([read_photon(boxed)], QUESTION, AREA) is not None
