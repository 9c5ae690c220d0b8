"""The places that statements of a name come to, and what a listing is completed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from include.areas.area import load_area
from include.listing import Listing, Venue
from include.understand.memory import agreement
from include.understand.memory.agreement import SourcedStatement
from include.understand.memory.branches import CONFIDENCE, Branch, DecidedPlace, branch_for, places_of
from include.understand.memory.statements import statement_of
from include.understand.memory.taught import complete_from, part_named
from include.understand.record.sourced import SourcedListing

AREA = load_area("indiranagar")
HERE = "12, 7th Cross, Indiranagar"
POINT = {"latitude": 12.9741, "longitude": 77.6402}


def answer(statements: Sequence[SourcedStatement], part: str | None = None, source: str = "asker") -> Branch | None:
    return branch_for([one.for_source(source) for one in places_of(statements, (), AREA)], part)


def stated(source: str, *, official: bool = False, is_own: bool = False, **venue: Any) -> SourcedStatement:
    statement = statement_of(Venue.model_validate({"name": "Cedar Lab", **venue}), AREA)
    assert statement is not None
    listing = Listing(title=f"An evening of {source}", timezone="Asia/Kolkata", description=f"{source} " * 12)
    ids = (uuid4(), uuid4())
    known = SourcedListing(*ids, source, source, source, 5, official, False, listing, date(2026, 3, 2))
    return SourcedStatement(statement, source, official, is_own, known)


def found(*statements: SourcedStatement, part: str | None = None, source: str = "asker") -> tuple[Any, ...] | None:
    branch = answer(statements, part, source)
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


def north(degrees: float) -> dict[str, float]:
    return {"latitude": POINT["latitude"] + degrees, "longitude": POINT["longitude"]}


def address_of(*statements: SourcedStatement) -> str | None:
    branch = answer(statements)
    assert branch
    return branch.address


def test_an_address_is_of_who_teaches_it() -> None:
    stranger = stated("stranger", address="99, 1st Main, Indiranagar")
    assert address_of(stated("makers", official=True, **POINT), stranger) == AREA.name
    assert address_of(stated("makers", official=True, address=HERE), stranger) == HERE
    assert address_of(stranger, stated("one", **POINT)) == AREA.name
    assert address_of(stranger, stated("one", address="Indiranagar")) == AREA.name
    assert address_of(stated("one", address=HERE), stated("two", address="7th Cross, Indira Nagar")) == (
        "7th Cross, Indira Nagar"
    )
    elsewhere = [stated("one", address="5th Block, Koramangala"), stated("two", address="80 Feet Road, Koramangala")]
    assert address_of(*elsewhere) == "Koramangala"


def test_strangers_take_no_place_of_an_official_source_away_within_its_part() -> None:
    makers = stated("makers", official=True, address=HERE)
    strangers = [stated("stranger", **POINT), stated("other", **north(0.006))]
    assert found(makers, *strangers) == ("indiranagar", False, "official")
    pointed = stated("makers", official=True, **POINT)
    assert found(pointed, strangers[1]) == ("indiranagar", True, "official")


def test_words_alone_are_kept_beside_several_points() -> None:
    points = [stated("three", **POINT), stated("four", **north(0.006))]
    words = [stated("one", address=HERE), stated("two", address=HERE)]
    assert found(*points, *words, part="indiranagar") == ("indiranagar", False, "independent")


def test_the_order_of_statements_makes_no_difference() -> None:
    addresses = (None, HERE, None, HERE, None)
    chain = [stated(f"s{n}", address=address, **north(0.002 * n)) for n, address in enumerate(addresses)]
    words = [
        stated("w1", address="7th Cross, Indiranagar"),
        stated("w2", address="Whitefield"),
        stated("w3", address=HERE),
    ]
    statements = [*chain, *words, stated("s1", address="1st Main, Indiranagar", **north(0.0081))]
    first, draw = places_of(statements, (), AREA), Random(7)
    assert len({place.for_all.part for place in first}) == 2
    for _ in range(60):
        draw.shuffle(statements)
        assert places_of(statements, (), AREA) == first


def test_points_are_linked_through_points_between_them() -> None:
    ends = [stated("one", **north(0)), stated("two", **north(0.005))]
    assert found(*ends) is None
    assert found(*ends, stated("three", **north(0.0025))) == ("indiranagar", True, "independent")


def test_no_pair_of_sources_is_compared_after_the_second_independent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    compare = agreement.independent
    monkeypatch.setattr(agreement, "independent", lambda a, b: compared.append((a, b)) or compare(a, b))
    places_of([stated(f"s{number:02}", address=HERE, **POINT) for number in range(16)], (), AREA)
    assert len(compared) == 1
    monkeypatch.setattr(agreement, "independent", lambda a, b: compared.append((a, b)))
    places_of([stated(f"s{number % 16:02}", address=HERE, **POINT) for number in range(128)], (), AREA)
    assert len(compared) - 1 == 16 * 15 // 2


@pytest.mark.parametrize(
    ("own", "address"),
    [
        ({"address": "Hosur Road"}, None),
        ({"address": "4th Floor, Hosur Road, Bengaluru"}, None),
        ({"name": "Cedar Lab, Hosur Road"}, None),
        ({"address": "17th Cross"}, None),
        ({}, HERE),
        ({"address": "Bengaluru, India"}, HERE),
        ({"name": "Cedar Lab, Bengaluru"}, HERE),
        ({"address": "7th Cross"}, HERE),
        ({"address": "12, 7th Cross, Bengaluru"}, HERE),
    ],
)
def test_a_listing_with_another_street_is_left_as_it_is(own: dict[str, str], address: str | None) -> None:
    venue = Venue.model_validate({"name": "Cedar Lab", **own})
    statement, branch = statement_of(venue, AREA), answer([stated("makers", official=True, address=HERE, **POINT)])
    assert statement
    assert branch
    completed = complete_from(branch, venue, statement, AREA)
    assert (completed and completed.venue.address) == address


def test_a_place_is_believed_the_more_the_better_its_teacher_knows_and_less_than_a_point_of_its_own() -> None:
    surer = [CONFIDENCE[one] for one in ("person", "official", "independent", "same source")]  # type: ignore[index]
    assert sorted(surer, reverse=True) == surer
    assert len(set(surer)) == 4
    assert 0.5 < surer[-1] < surer[0] < 0.85


def test_what_a_person_decided_stands_alone() -> None:
    decided = statement_of(Venue.model_validate({"name": "Cedar Lab", "address": "12, 7th Cross", **POINT}), AREA)
    assert decided is not None
    (place,) = places_of([stated("one", address="Koramangala", official=True)], [DecidedPlace(decided)], AREA)
    assert (place.for_all.taught_by, place.for_all.part, place.for_all.by_name) == ("person", "indiranagar", True)
    assert place.for_all.address == "12, 7th Cross, Indiranagar", "so that a search for the area's name finds it"
    assert place.for_all.point == (POINT["latitude"], POINT["longitude"])


@pytest.mark.parametrize(
    ("venue", "title", "part"),
    [
        ({"address": HERE}, "Songs", "indiranagar"),
        ({"address": "Whitefield"}, "Songs in Indiranagar", "whitefield"),
        ({}, "Songs in Indiranagar", "indiranagar"),
        ({}, "Songs | Whitefield", "elsewhere"),
        ({}, "Songs", None),
    ],
)
def test_the_part_is_the_venues_else_the_titles(venue: dict[str, str], title: str, part: str | None) -> None:
    own = Venue.model_validate({"name": "Cedar Lab", **venue})
    statement = statement_of(own, AREA)
    assert statement is not None
    assert part_named(Listing(title=title, venue=own, timezone="Asia/Kolkata"), statement, AREA) == part


def test_a_branch_that_says_no_more_than_the_listing_completes_nothing() -> None:
    venue = Venue(name="Cedar Lab", address="4th Floor")
    statement, same = statement_of(venue, AREA), " ".join(["4th", "Floor"])
    assert statement is not None
    branch = Branch(None, same, None, "official", by_name=True)
    assert complete_from(branch, venue, statement, AREA) is None
    assert complete_from(replace(branch, taught_by=None, point=(12.97, 77.64)), venue, statement, AREA) is None
    assert complete_from(replace(branch, point=(12.97, 77.64)), venue, statement, AREA) is not None
