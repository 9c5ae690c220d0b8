"""Names that may be taught, and what is stated of them."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from include.areas.area import load_area
from include.listing import Venue
from include.understand.memory.statements import ELSEWHERE, named_venue, statement_of
from include.understand.place.geography import is_inside

AREA = load_area("indiranagar")
HERE = "12, 7th Cross, Indiranagar"
NOBODYS = (
    None, "", "Toit", "Studio", "Hall 4", "Room B", "Indiranagar", "560038", "TBA", "₹499", "Secret Location",
    "Various Venues", "Ox",
)  # fmt: skip
POINT = {"latitude": 12.9741, "longitude": 77.6402}


@pytest.mark.parametrize(
    ("point", "inside"),
    [((12.9741, 77.6402), True), ((12.9352, 77.6245), False), ((12.9741, 77.9), False), ((13.4, 77.6402), False)],
)
def test_a_point_lies_in_the_outline_or_not(point: tuple[float, float], inside: bool) -> None:
    assert is_inside(point, AREA) is inside


def test_a_hole_in_the_outline_is_outside() -> None:
    square = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]
    hole = [[3, 3], [3, 6], [6, 6], [6, 3], [3, 3]]

    class Holed:
        outline: ClassVar = {"coordinates": [[square, hole]]}

    assert [is_inside((n, n), Holed()) for n in (1.0, 4.5, 8.0, 10.0)] == [True, False, True, False]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "key", "is_branch"),
    [
        ("Cedar Lab", "cedarlab", False),
        ("The Cedar Lab, Bengaluru", "cedarlab", False),
        ("Cedar Lab, Indiranagar", "cedarlab", False),
        ("Cedar Lab (Indiranagar)", "cedarlab", True),
        ("Cedar Lab - Koramangala", "cedarlab", True),
        ("Cedar Lab Koramangala", "cedarlab", True),
        ("Museum of Paper (MOP)", "museumofpaper", False),
    ],
)
def test_a_name_without_what_follows_it(written: str, key: str, is_branch: bool) -> None:
    named = named_venue(written, AREA)
    assert named is not None
    assert (named.key, named.is_branch) == (key, is_branch)


@pytest.mark.parametrize("written", NOBODYS)
def test_what_is_nobodys_name(written: str | None) -> None:
    named = named_venue(written, AREA)
    assert named is None


@pytest.mark.parametrize(
    ("venue", "part", "address"),
    [
        ({"address": HERE}, "indiranagar", HERE),
        ({"address": "Whitefield"}, "whitefield", "Whitefield"),
        ({"address": "4th Floor"}, None, "4th Floor"),
        ({"name": "Cedar Lab, Indiranagar", "address": "Bangalore"}, "indiranagar", "Indiranagar, Bangalore"),
        ({"address": "MG Road, Delhi"}, ELSEWHERE, "MG Road, Delhi"),
        ({**POINT}, "indiranagar", None),
        ({"address": HERE, "latitude": 12.9352, "longitude": 77.6245}, ELSEWHERE, HERE),
    ],
)
def test_what_a_listing_states(venue: dict[str, Any], part: str | None, address: str | None) -> None:
    stated = statement_of(Venue.model_validate({"name": "Cedar Lab", **venue}), AREA)
    assert stated is not None
    assert (stated.part, stated.address) == (part, address)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mark's Church", "St. Mary's Church"), ("Women's Christian College", "Men's Christian College"),
        ("Sunrise Centre East Wing", "Sunrise Centre West Wing"), ("Sri Rama Hall", "Sri Raja Hall"),
        ("Cedar Lab", "Cedar Labs"), ("Cedar Hall II", "Cedar Hall I"), ("Cedar Hall VIII", "Cedar Hall VI"),
        ("Tower AA Loft", "Tower A Loft"), ("Loft 1 1", "Loft 11"), ("Loft 100", "Loft 10"),
    ],
)  # fmt: skip
def test_a_letter_or_a_number_makes_another_venue(one: str, other: str) -> None:
    keys = [named.key for named in (named_venue(one, AREA), named_venue(other, AREA)) if named]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    "written", ["CEDAR  SCHOOL", "Cedarschool", "Cédar Schol", "the cedar-school!", "Ceddar School"]
)
def test_blanks_case_accents_points_and_doubled_letters_make_none(written: str) -> None:
    named, known = named_venue(written, AREA), named_venue("Cedar School", AREA)
    assert named
    assert known
    assert named.key == known.key


@pytest.mark.parametrize(
    ("venue", "spot", "states"),
    [
        ({"address": HERE}, "|indiranagar|", True),
        ({"address": "4th Floor"}, "||", False),
        ({"name": "Cedar Lab (Indiranagar)"}, "branch|indiranagar|", True),
        (POINT, "|indiranagar|12.974,77.640", True),
        ({"latitude": 12.9744, "longitude": 77.6398}, "|indiranagar|12.974,77.640", True),
        ({"latitude": 12.9746, "longitude": 77.6402}, "|indiranagar|12.975,77.640", True),
    ],
)
def test_a_place_as_one_word(venue: dict[str, Any], spot: str, states: bool) -> None:
    stated = statement_of(Venue.model_validate({"name": "Cedar Lab", **venue}), AREA)
    assert stated is not None
    assert (stated.spot, stated.states_place) == (spot, states)


@pytest.mark.parametrize("venue", [{"online": True}, {"name": None}, {"name": "Toit"}])
def test_who_names_no_venue_of_its_own_states_nothing(venue: dict[str, Any]) -> None:
    assert statement_of(Venue.model_validate({"name": "Cedar Lab", **venue}), AREA) is None
