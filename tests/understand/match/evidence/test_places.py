"""Whether two listings name one place: by the gazetteer, by points, by names and addresses in the wild."""

from __future__ import annotations

from typing import Any

import pytest

from include.understand.match.evidence.places import branches, location_score
from include.understand.match.match_record import MatchRecord
from tests.understand.match.match_records import match_record

POINT = (12.971118, 77.640911)


def record(number: int, **more: Any) -> MatchRecord:
    """A listing of a source of its own, at no place unless one is given."""
    return match_record(number, **{"source": f"s{number}", "venue": None, **more})


def score(ours: dict[str, Any], theirs: dict[str, Any]) -> float | None:
    """How far two sources name one place, in either order."""
    a, b = record(1, **ours), record(2, **theirs)
    there, back = location_score(a, b), location_score(b, a)
    assert there == back
    return there


def away(metres: float) -> dict[str, Any]:
    return {"point": (POINT[0] + metres / 111_195, POINT[1])}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({}, {}, None),
        ({"venue": "Toit"}, {}, None),
        ({"online": True}, {"venue": "Toit"}, None),
        ({"online": True, "venue": "Zoom"}, {"online": True, "venue": "Zoom"}, 1.0),
        ({"place": "toit"}, {"place": "toit"}, 1.0),
        ({"place": "toit"}, {"place": "loft"}, 0.0),
        ({"place": "toit", "guessed": True}, {"place": "loft"}, 0.6),
        ({"place": "toit", "guessed": True}, {"place": "toit"}, 1.0),
    ],
)
def test_the_gazetteers_places_come_first(ours: dict[str, Any], theirs: dict[str, Any], expected: float | None) -> None:
    assert score(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"title_localities": {"hill"}}, {"title_localities": {"lake"}}, 0.0),
        ({"title_localities": {"hill"}, "place": "toit"}, {"title_localities": {"lake"}, "place": "toit"}, 0.0),
        ({"title_localities": {"hill"}}, {"localities": {"lake"}}, 0.0),
        ({"title_localities": {"hill"}}, {"title_localities": {"hill", "lake"}}, None),
        ({"title_localities": {"hill"}, "localities": {"lake"}}, {"localities": {"lake"}}, None),
        ({"title_localities": {"hill"}}, {}, None),
    ],
)
def test_titles_name_branches_where_no_address_does(
    ours: dict[str, Any], theirs: dict[str, Any], expected: float | None
) -> None:
    assert score(ours, theirs) == expected


@pytest.mark.parametrize(
    ("metres", "names", "expected"),
    [
        (0, (None, None), 1.0), (199, (None, None), 1.0), (201, (None, None), 0.85), (599, (None, None), 0.85),
        (601, (None, None), 0.0), (601, ("Toit", "Toit"), 1.0), (2_499, ("Toit", "Toit"), 1.0),
        (2_501, ("Toit", "Toit"), 0.0), (100, ("Toit", "The Humming Tree"), 1.0),
        (300, ("Toit", "The Humming Tree"), 0.85),
    ],
)  # fmt: skip
def test_points_near_each_other_are_one_place_and_far_ones_two(
    metres: float, names: tuple[str | None, str | None], expected: float
) -> None:
    ours, theirs = {"point": POINT, "venue": names[0]}, {**away(metres), "venue": names[1]}
    assert score(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        # a site of its own, or a source that is called as the venue
        ({"site": "toit"}, {"venue": "Toit"}, None),
        ({"site": "kaavu"}, {"venue": "Kaavu"}, 0.85),
        ({"source_name": "kaavu"}, {"venue": "Kaavu"}, 0.85),
        ({"site": "kaavu"}, {"address": "Kaavu, 2nd Stage"}, 0.85),
        ({"site": "kaavucafe"}, {"venue": "Kaavu"}, 0.85),
        ({"site": "kaavu"}, {"address": "12, 3rd Main", "title": "Trio: live at Kaavu Courtyard"}, 0.85),
        ({"source_name": "kaavu"}, {"title": "Trio @ the Kaavu"}, 0.85),
        ({"site": "kaavu"}, {"address": "12, 3rd Main", "title": "Kaavu stories, live at Toit"}, None),
        ({"site": "thehummingtree"}, {"venue": "Humming Tree"}, 0.85),
        ({"site": "insider"}, {"venue": "Kaavu"}, None),
        ({"site": "kaavu", "venue": "Somewhere"}, {"venue": "Kaavu"}, 0.0),
        ({"site": "kaavu", "address": "100 Feet Road"}, {"venue": "Kaavu"}, None),
        ({"site": "kaavu", "point": POINT}, {"venue": "Kaavu"}, None),
        # parts of the city
        ({"venue": "Kaavu", "localities": frozenset({"hsr"})},
         {"venue": "Kaavu", "localities": frozenset({"whitefield"})}, 0.0),
        ({"venue": "Kaavu", "localities": frozenset({"hsr"})}, {"venue": "Kaavu"}, 1.0),
    ],
)  # fmt: skip
def test_a_site_stands_for_its_venue(ours: dict[str, Any], theirs: dict[str, Any], expected: float | None) -> None:
    found = score(ours, theirs)
    assert found == expected if expected or found is None else found < 0.45


@pytest.mark.parametrize(
    ("ours", "theirs", "least", "most"),
    [
        ({"venue": "Cinema Next Door"}, {"venue": "CinemaNextDoor"}, 1.0, 1.0),
        ({"venue": "Champaka Bookstore"}, {"venue": "Champaka Book Store, Vasantnagar"}, 0.85, 1.0),
        ({"venue": "Communiti, Residency Road"}, {"venue": "Communiti, Brigade Road"}, 0.85, 1.0),
        ({"venue": "Communitea, Residency Road"}, {"venue": "Communitea Brigade Solitaire"}, 0.85, 0.85),
        ({"venue": "Windmills"}, {"venue": "Bangalore International Centre"}, 0.0, 0.44),
        # a first name that is a common word proves nothing
        ({"venue": "Kala, Ulsoor"}, {"venue": "Kala Ghoda Hall"}, 0.0, 0.84),
        # an address that is like no name is no other place
        ({"venue": "Windmills"}, {"address": "100 Feet Road, Indiranagar"}, None, None),
        ({"venue": "Windmills"}, {"address": "Windmills, 100 Feet Road"}, 1.0, 1.0),
        ({"address": "5 Ashok Road"}, {"address": "99 Church Street"}, None, None),
        # what gives an address alone, and names the venue in its text or as its host
        ({"address": "9 Ash Street", "text": "come to kaavu on time"}, {"venue": "Kaavu"}, 0.85, 0.85),
        ({"address": "9 Ash Street", "organizer": "kaavu"}, {"venue": "Kaavu"}, 0.85, 0.85),
        ({"address": "9 Ash Street", "text": "come to kaavus on time"}, {"venue": "Kaavu"}, None, None),
        ({"address": "9 Ash Street", "text": "at the nag"}, {"venue": "Nag"}, None, None),
        ({"address": "9 Ash Street", "text": "at toit"}, {"venue": "Toit"}, 0.85, 0.85),
        ({"venue": "Windmills", "text": "not at kaavu"}, {"venue": "Kaavu"}, 0.0, 0.44),
    ],
)
def test_names_and_addresses(
    ours: dict[str, Any], theirs: dict[str, Any], least: float | None, most: float | None
) -> None:
    found = score(ours, theirs)
    assert (found is None) is (least is None)
    assert least is None or most is None or found is None or least <= found <= most


MALL = {"venue": "Orion Court, Hebbal"}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        # a mall or a campus in the other's address
        ({"address": "Lamp Kitchen, Ground Floor, Orion Court, Ring Road"}, MALL, 0.85),
        ({"address": "Lamp Kitchen, opposite Orion Court, Ring Road"}, MALL, None),
        ({"address": "Lamp Kitchen, next to Orion Court, Ring Road"}, MALL, None),
        ({"address": "Lamp Kitchen, Orion Courtyard, Ring Road"}, MALL, None),
        ({"address": "Lamp Kitchen, Orion Street, Ring Road"}, {"venue": "Orion, Hebbal"}, None),
        ({"address": "Orion Court, Ring Road", "postcodes": {"560001"}}, MALL | {"postcodes": {"560032"}}, None),
        # the house in the other's title
        ({"title": "Songs of the River @Panchavati", "address": "45 Ash Cross"}, {"address": "Panchavati, Hill"}, 0.85),
        ({"title": "Songs of the River at the Panchavati", "address": "45 Ash Cross"}, {"venue": "Panchavati"}, 0.85),
        ({"title": "Songs of the River at Panchavatika", "address": "45 Ash Cross"}, {"venue": "Panchavati"}, None),
    ],
)  # fmt: skip
def test_an_address_or_a_title_has_the_name_of_the_other_place(
    ours: dict[str, Any], theirs: dict[str, Any], expected: float | None
) -> None:
    found = score(ours, theirs)
    assert found == expected if expected else (found or 0) < 0.85


def test_two_branches_in_two_postcodes_are_not_of_one_first_name() -> None:
    one, other = ({"venue": f"Communitea, {street} Road"} for street in ("Residency", "Solitaire Brigade Ashok"))
    near, far = frozenset({"560025"}), frozenset({"560066"})
    assert score(one | {"postcodes": near}, other | {"postcodes": near}) == 0.85
    assert score(one | {"postcodes": near}, other) == 0.85
    apart = score(one | {"postcodes": near}, other | {"postcodes": far})
    assert apart is not None
    assert apart < 0.85


@pytest.mark.parametrize(
    ("ours", "theirs", "two"),
    [
        ({"place": "toit"}, {"place": "loft"}, True),
        ({"place": "toit", "venue": "A"}, {"place": "toit", "venue": "B"}, False),
        ({"venue": "Third Wave Coffee, HSR"}, {"venue": "Third Wave Coffee, HSR"}, False),
        ({"venue": "Third Wave Coffee"}, {"venue": "Windmills Craftworks"}, True),
        ({"venue": "Windmills"}, {"address": "9 Ash Street"}, False),
        ({"venue": "Windmills"}, {}, False),
        ({"venue": "Kaavu", "postcodes": frozenset({"560025"})}, {"venue": "Kaavu", "postcodes": frozenset({"560066"})},
         True),
        ({"venue": "Kaavu", "postcodes": frozenset({"560025"})}, {"venue": "Kaavu"}, False),
        ({"postcodes": frozenset({"560025"})}, {"postcodes": frozenset({"560066"})}, True),
    ],
)  # fmt: skip
def test_what_one_source_spells_otherwise_are_two_branches(
    ours: dict[str, Any], theirs: dict[str, Any], two: bool
) -> None:
    a, b = record(1, **ours), record(2, **theirs)
    assert (branches(a, b), branches(b, a)) == (two, two)
