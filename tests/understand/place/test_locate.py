"""From what a listing says of its place to a point on the map, or to none."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.listing import Venue
from include.understand.place.announced.named_places import SURE
from include.understand.place.announced.venue_certainty import BRIEF_CHARS, VENUE_SHARE_RIGHT, share_right
from include.understand.place.announced.venue_text import venue_in_text
from include.understand.place.geography import distance
from include.understand.place.locate import LocatedVenue, locate
from include.understand.place.venues import find_venue, mentioned, site_of, venue_of_site

AREA = load_area("indiranagar")
TOIT = (12.979426, 77.640617)
ELSEWHERE = (12.9352, 77.6245)
"""Koramangala, five kilometres to the south."""


def located(titled: bool = False, **venue: object) -> LocatedVenue:
    return locate(Venue.model_validate(venue), AREA, titled)


def point(found: LocatedVenue) -> tuple[float | None, float | None]:
    return found.venue.latitude, found.venue.longitude


def test_metres_to_the_north_and_to_the_east() -> None:
    assert distance(TOIT, (TOIT[0] + 0.01, TOIT[1])) == pytest.approx(1_112, abs=1)
    assert distance(TOIT, (TOIT[0], TOIT[1] + 0.01)) == pytest.approx(1_083.5, abs=1)
    assert distance(TOIT, TOIT) == 0


def test_a_known_name_has_the_gazetteers_point_and_its_own_fuller_address() -> None:
    found = located(name="Toit Brewpub", address="298, 100 Feet Road, Metro Pillar 62, Indiranagar")
    assert (found.venue.place_id, found.venue.name, point(found), found.origin) == ("toit", "Toit", TOIT, "gazetteer")
    assert found.venue.address == "298, 100 Feet Road, Metro Pillar 62, Indiranagar"
    assert located(name="Toit", address="Indiranagar").venue.address == "100 Feet Road, Indiranagar"


def test_a_point_far_from_the_name_is_another_place_of_that_name() -> None:
    near = located(name="Toit", latitude=TOIT[0] + 0.013, longitude=TOIT[1])
    assert near.venue.place_id == "toit"
    far = located(name="Toit", latitude=TOIT[0] + 0.014, longitude=TOIT[1])
    assert (far.venue.place_id, point(far), far.confidence) == (None, (TOIT[0] + 0.014, TOIT[1]), 0.85)


def test_swapped_degrees_are_put_right() -> None:
    assert point(located(name="Lamp Rooms", latitude=77.6245, longitude=12.9352)) == ELSEWHERE


def test_the_citys_centre_and_the_point_zero_are_no_guess() -> None:
    for latitude, longitude in ((12.9716, 77.5946), (0.0, 0.0)):
        found = located(name="Lamp Rooms", latitude=latitude, longitude=longitude)
        assert (point(found), found.confidence) == ((None, None), 0.0)


def test_a_point_far_from_the_city_is_believed_of_what_nothing_places_in_it() -> None:
    delhi = {"latitude": 28.61, "longitude": 77.21}
    assert point(located(name="Lamp Rooms", **delhi)) == (28.61, 77.21)
    assert point(located(name="Lamp Rooms, Bengaluru", **delhi)) == (None, None)
    assert point(located(name="Lamp Rooms", address="HSR Layout", **delhi)) == (None, None)
    assert point(located(name="Lamp Rooms", address="Domlur Lane, Delhi", **delhi)) == (28.61, 77.21)


def test_a_point_without_a_name_is_the_venue_that_stands_there() -> None:
    near = located(latitude=TOIT[0] + 0.0002, longitude=TOIT[1])
    assert (near.venue.place_id, near.confidence) == ("toit", 0.8)
    assert located(latitude=TOIT[0] + 0.0004, longitude=TOIT[1]).venue.place_id is None
    assert located(name="Lamp Rooms", latitude=TOIT[0], longitude=TOIT[1]).venue.place_id is None


def test_what_is_online_has_no_point() -> None:
    found = located(name="Toit", online=True, latitude=TOIT[0], longitude=TOIT[1])
    assert (point(found), found.venue.place_id, found.confidence) == ((None, None), None, 0.0)


def test_a_branch_is_found_where_venue_or_title_name_the_area() -> None:
    assert find_venue("Watson's Indiranagar", None, AREA) is not None
    branch = next(venue for venue in AREA.venues if venue.branch and venue.slug == "watsons-indiranagar")
    assert located(name="Watsons Pub Indiranagar").venue.place_id == branch.slug
    for alias in (one for venue in AREA.venues if venue.branch for one in (venue.name, *venue.aliases)):
        bare = find_venue(alias, None, AREA)
        titled = find_venue(alias, None, AREA, True)
        assert titled is not None or bare is None
    bare_names = [
        alias
        for venue in AREA.venues if venue.branch
        for alias in (venue.name, *venue.aliases)
        if find_venue(alias, None, AREA) is None and find_venue(alias, None, AREA, True)
    ]  # fmt: skip
    assert bare_names, "some branch is known by a name that says nothing of the area"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Venue: Lamp Rooms, 12 Church Street", "Lamp Rooms"),
        ("Venue: will be shared after booking", None),
        ("Location: to be announced", None),
        ("Where: DM us for the place", None),
        ("Nothing about it", None),
    ],
)
def test_what_stands_after_a_label(text: str, name: str | None) -> None:
    found = venue_in_text("An evening", text, AREA)
    assert (found[0].name if found else None) == name


def test_the_site_of_an_address_and_whose_it_is() -> None:
    assert site_of("https://www.atta-galatta.com/events") == "attagalatta"
    assert site_of("http://[broken") == site_of(None) == ""
    own = venue_of_site("https://www.atta-galatta.com/events/1", AREA)
    assert own is not None
    assert own.slug == "atta-galatta"
    assert venue_of_site("https://toit.in", AREA) is None  # too short to be told from other sites


def test_the_less_alike_the_spelling_of_a_venue_the_less_sure_it_is() -> None:
    exact, slip = (find_venue(name, None, AREA) for name in ("The Humming Tree", "The Humming Tre"))
    assert exact is not None
    assert slip is not None
    assert slip.venue == exact.venue
    assert 0.8 < slip.confidence < exact.confidence


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("We met The Humming Tree crowd", "The Humming Tree"),
        ("Every toit needs a crowd", None),
        ("An evening at Toit", "Toit"),
    ],
    ids=["a long name", "a short one", "a short one behind a cue"],
)
def test_a_short_name_in_running_text_needs_a_cue(text: str, venue: str | None) -> None:
    found = mentioned(text, AREA)
    assert (found.venue.name if found else None) == venue


def test_how_surely_a_venue_is_right_is_a_probability_and_one_that_is_listed_is_surer() -> None:
    assert all(0 < share < 1 for share in VENUE_SHARE_RIGHT.values())
    assert share_right(SURE, "x" * BRIEF_CHARS) < share_right(SURE, "x") < share_right(0.7, "x")
