"""Names that may be taught, what is stated of them, and the places that statements come to."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from include.areas.area import load_area
from include.listing import Listing, Venue
from include.understand.memory.branches import SourcedStatement, branch_for, branches_of
from include.understand.memory.statements import ELSEWHERE, named_venue, statement_of
from include.understand.place.geography import is_inside
from include.understand.record.sourced import SourcedListing

AREA = load_area("indiranagar")
HERE = "12, 7th Cross, Indiranagar"
NOBODYS = (
    None, "", "Toit", "Studio", "Hall 4", "Room B", "Indiranagar", "560038", "TBA", "₹499", "Secret Location",
    "Various Venues",
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
        ("Cedar Lab", "cedar lab", False),
        ("The Cedar Lab, Bengaluru", "cedar lab", False),
        ("Cedar Lab, Indiranagar", "cedar lab", False),
        ("Cedar Lab (Indiranagar)", "cedar lab", True),
        ("Cedar Lab - Koramangala", "cedar lab", True),
        ("Cedar Lab Koramangala", "cedar lab", True),
        ("Museum of Paper (MOP)", "museum of paper", False),
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


def stated(source: str, *, official: bool = False, is_own: bool = False, **venue: Any) -> SourcedStatement:
    statement = statement_of(Venue.model_validate({"name": "Cedar Lab", **venue}), AREA)
    assert statement is not None
    listing = Listing(title=f"An evening of {source}", timezone="Asia/Kolkata", description=f"{source} " * 12)
    ids = (uuid4(), uuid4())
    known = SourcedListing(*ids, source, source, source, 5, official, False, listing, date(2026, 3, 2))
    return SourcedStatement(statement, source, official, is_own, known)


def found(*statements: SourcedStatement, part: str | None = None, source: str = "asker") -> tuple[Any, ...] | None:
    branch = branch_for(branches_of(statements, (), source, AREA), part)
    return branch and (branch.part, branch.point is not None, branch.taught_by)


def test_who_teaches() -> None:
    assert found(stated("one", address=HERE)) is None
    assert found(stated("asker", address=HERE)) == ("indiranagar", False, "same source")
    assert found(stated("one", address=HERE, official=True)) == ("indiranagar", False, "official")
    assert found(stated("one", address=HERE), stated("two", address=HERE)) == ("indiranagar", False, "independent")


def test_a_point_is_taught_for_itself() -> None:
    alone = (stated("one", address=HERE, **POINT), stated("two", address=HERE))
    assert found(*alone) == ("indiranagar", False, "independent")
    assert found(*alone, stated("three", **POINT)) == ("indiranagar", True, "independent")
    assert found(*alone, source="one") == ("indiranagar", True, "independent")


def test_two_places_are_two_branches() -> None:
    both = (stated("one", address=HERE, official=True), stated("two", address="Whitefield"))
    assert found(*both) is None
    assert found(*both, part="indiranagar") == ("indiranagar", False, "official")
    assert found(*both, part="whitefield") is None
    own = stated("one", address=HERE, official=True, is_own=True)
    assert found(own, both[1]) == ("indiranagar", False, "official")


def test_two_points_of_the_area_are_two_branches() -> None:
    far = {"latitude": POINT["latitude"] + 0.004, "longitude": POINT["longitude"]}
    both = (stated("one", official=True, **POINT), stated("one", official=True, **far))
    assert found(*both) is None
    assert found(*both, part="indiranagar") is None
