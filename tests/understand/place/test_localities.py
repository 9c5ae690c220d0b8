"""Where words place a happening: in the area, elsewhere in its city, in another city, or nowhere."""

from __future__ import annotations

import pytest

from include.areas.area import load_area
from include.listing import Listing, Venue
from include.understand.place.localities import is_here, is_in_area, localities
from tests.pipeline.scene import Scene, at

AREA = load_area("indiranagar")


@pytest.mark.parametrize(
    "address",
    [
        "12th Main, HAL 2nd Stage",
        "The Workshop, Indira Nagar, Bangalore",
        "Old Madras Road, near the depot, Indiranagar",
        "3rd Cross, Domlur II Stage, Bengaluru 560 071",
        "opposite the tank, 560038",
        "Between Koramangala and Indiranagar",
        "12th Main, Indiranagar, Bengaluru 560001",
        "580 100 Feet Road, Indiranagar",
        "CMH Road, near Halasuru Metro Station",
        "100 Feet Road, opposite Indiranagar Metro",
        "Delhi 6, 100 Feet Road, Indiranagar",
        "A palace, HAL Old Airport Road, Kodihalli",
    ],
)
def test_addresses_in_the_area(address: str) -> None:
    assert is_here(None, address, AREA) is True


@pytest.mark.parametrize(
    "address",
    [
        "A Bar, JP Nagar, Bangalore",
        "Some hall, Church St, Bengaluru",
        "Science rooms, Ganganagar, Bangalore",
        "A pub, Cunningham Rd",
        "100 Feet Road, Bengaluru 560095",
        "A stadium, Worli, Mumbai, Karnataka, IN",
        "A hall, Indira Nagar, Chennai",
        "Knowledge City - Hyderabad - 500032",
        "A lawn, Shillong 793103, Bangalore, Karnataka, IN",
    ],
)
def test_addresses_elsewhere(address: str) -> None:
    assert is_here(None, address, AREA) is False


@pytest.mark.parametrize(
    "address",
    [
        "",
        "580 100 Feet Road",
        "Ph 804123",
        "The Hall, near Church Street",
        "Bengaluru, Karnataka, India",
        "A studio, Old Madras Road",
        "The Goa Kitchen, Bangalore",
        "Mavalli Tiffin Rooms, 100 Feet Road",
        "Gokula Hall, Bengaluru",
        "call 98450 12345",
    ],
)
def test_addresses_that_do_not_say(address: str) -> None:
    assert is_here(None, address, AREA) is None


@pytest.mark.parametrize(
    ("title", "venue", "keywords", "expected"),
    [
        ("Football - HSR", Venue(name="Rising Star Arena"), [], False),
        ("Football - Indiranagar", Venue(name="Rising Star Arena"), [], True),
        ("Football - HSR", Venue(name="Arena", address="Indiranagar"), [], True),
        ("A strings quartet live in Mumbai", Venue(name="A hall"), [], False),
        ("A strings quartet | Mumbai", Venue(), [], False),
        ("Bangalore to Goa by bicycle, in Goa", Venue(), [], None),
        ("An evening of strings", Venue(name="Attic"), ["music", "Koramangala"], False),
        ("An evening of strings", Venue(name="Attic"), ["koramangala startups"], None),
        ("Lalbagh in watercolour", Venue(name="Attic"), [], None),
        ("The Bellandur Lake Band", Venue(), [], None),
        ("Once upon a time in Mumbai", Venue(name="Attic"), [], None),
        ("Regional thali (Kashmir)", Venue(name="Attic", address="Bengaluru"), [], None),
        ("Drinks night - Kalyan Nagar edition", Venue(name="Cellar", address="Bangalore"), [], False),
    ],
)
def test_a_title_speaks_where_the_venue_is_silent(
    title: str, venue: Venue, keywords: list[str], expected: bool | None
) -> None:
    assert is_in_area(Listing(title=title, venue=venue, keywords=keywords, timezone="Asia/Kolkata"), AREA) is expected


def test_parts_of_the_city_by_several_names() -> None:
    assert localities("Pulkeshinagar (Frazer Town)", AREA) == {"frazer_town"}
    assert localities("off M.G. Road, near Church Street", AREA) == {"centre"}


def test_an_event_without_a_point_is_on_the_page_of_the_area_that_its_address_names(scene: Scene) -> None:
    scene.lists("blr", "here", title="A drawing circle", at=at(5), venue={"name": "Attic", "address": "Indiranagar"})
    scene.lists("blr", "away", title="A singing circle", at=at(5), venue={"name": "Cellar", "address": "JP Nagar"})
    scene.lists("blr", "anywhere", title="A reading circle", at=at(5), venue={"name": "Somebody's garden"})
    scene.run()
    assert {event.title: event.area_code for event in scene.events()} == {
        "A drawing circle": "indiranagar",
        "A reading circle": None,
    }
    assert scene.rows("select moderation_reasons from jatre.discovered_events where title = 'A singing circle'") == [
        (["outside the area"],)
    ]


def test_every_venue_of_the_gazetteer_lies_in_the_area(scene: Scene) -> None:
    assert not scene.rows(
        "select p.slug from jatre.places p join jatre.areas a on a.code = p.area_code"
        " where not st_covers(a.outline::geometry, p.location::geometry)"
    )
