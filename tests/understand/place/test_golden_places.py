"""Venues in every way of writing them: what is known of each, where it is, what it states, and whom one would ask.

The venues lie in `VENUES`; of each a few lines in `golden/places.txt`. After a change that is meant, write it anew and
read the difference: `python -m tests.understand.place.test_golden_places`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from include.areas.area import load_area
from include.listing import Venue
from include.understand.memory.geocoder_questions import questions
from include.understand.memory.statements import statement_of
from include.understand.place.addresses import parse_address
from include.understand.place.geography import distance, is_inside
from include.understand.place.localities import (
    beyond,
    is_area_alone,
    is_here,
    is_like_a_locality,
    localities,
    localities_named,
    words_of_street,
)
from include.understand.place.locate import locate, own_point
from include.understand.place.roughly import circle_around, locate_roughly
from include.understand.place.venues import at_spot, find_venue, mentioned, spellings

FILE = Path(__file__).parent / "golden/places.txt"
AREA = load_area("indiranagar")
VENUES = (
    Venue(name="Toit"),
    Venue(name="Toit Brewpub, Indiranagar"),
    Venue(name="Toyt"),
    Venue(name="The Humming Tree", address="12th Main, Indiranagar, Bengaluru 560038"),
    Venue(name="Humming Tree", address="Koramangala 5th Block"),
    Venue(name="Domlur Club grounds"),
    Venue(name="Lamp Rooms", address="No. 12, 3rd Floor, 100 ft Rd, HAL 2nd Stage, Indiranagar, Bengaluru 560038"),
    Venue(name="Lamp Rooms", address="763, 80' Road, opp. the metro station"),
    Venue(name="Lamp Rooms", address="#45/2-A, 10th 'A' Main Road, II Stage"),
    Venue(name="Lamp Rooms", address="12th Main & 100 Feet Road junction"),
    Venue(name="Lamp Rooms", address="CMH Road, near Metro Pillar No. 42"),
    Venue(name="Lamp Rooms", address="first cross, tenth main, Defence Colony"),
    Venue(name="Lamp Rooms", address="Stage 2, HAL"),
    Venue(name="Lamp Rooms", address="560038"),
    Venue(name="Lamp Rooms", address="560001, 560038"),
    Venue(name="Lamp Rooms", address="Chennai 600004"),
    Venue(name="Lamp Rooms", address="MG Road, Pune"),
    Venue(name="Lamp Rooms", address="Whitefield Main Road, Bengaluru 560066"),
    Venue(name="Lamp Rooms", latitude=12.9784, longitude=77.6408),
    Venue(name="Lamp Rooms", latitude=12.9794, longitude=77.6406, address="Koramangala"),
    Venue(name="Lamp Rooms", latitude=13.1986, longitude=77.7066),
    Venue(name="Lamp Rooms", latitude=0, longitude=0),
    Venue(name="Lamp Rooms", latitude=12.97, longitude=77.64),
    Venue(name="Indiranagar"),
    Venue(name="Bengaluru, India"),
    Venue(name="HAL 2nd Stage", address="Indiranagar"),
    Venue(name="Online", online=True),
    Venue(name="Location on request"),
    Venue(name="To be announced", address="Indiranagar, Bengaluru"),
    Venue(address="100 Feet Road, Indiranagar"),
    Venue(address="12th Main, HAL 2nd Stage, 560008"),
    Venue(address="Third Floor"),
    Venue(name="ಟಾಯ್ಟ್"),
    Venue(name="Bangalore International Centre", address="7, 4th Main Rd, Stage 2, Domlur"),
    Venue(name="Third Wave Coffee", address="Koramangala"),
    Venue(name="Third Wave Coffee Roasters, Indiranagar"),
    Venue(name="Cubbon Park"),
    Venue(name="House No. 5", address="5, Domlur Layout"),
    Venue(name="A very long name of a hall that nobody has heard of, at the end of the world", address="Nowhere"),
    Venue(),
)
POINTS = ((12.9784, 77.6408), (12.9352, 77.6245), (12.979426, 77.640617), (13.0827, 80.2707), (12.961, 77.6387))


def lines() -> Iterator[str]:
    """Of each venue what readers find, as far as they find something; then distances and circles."""
    for venue in VENUES:
        yield f"== {venue.model_dump(exclude_defaults=True)}"
        yield from (f"{name}: {what}" for name, what in _found(venue) if what not in (None, (), "", False, []))
    for a in POINTS:
        row = " ".join(f"{distance(a, b):.2f}" for b in POINTS)
        spot = at_spot(a, AREA)
        yield f"{a}: {row}, inside {is_inside(a, AREA)}, {spot and spot.name}"
    for count in (1, 2, 5):
        yield f"around {count}: {circle_around(POINTS[:count], 'road', 60)}"


def _found(venue: Venue) -> Iterator[tuple[str, object]]:
    name, address = venue.name or "", venue.address or ""
    yield from _looked_up(venue, titled=False)
    also = [one for one in _looked_up(venue, titled=True) if one not in [*_looked_up(venue, titled=False)]]
    yield from ((f"{name} in the title", what) for name, what in also)
    said = mentioned(f"Tonight at {name}, {address}", AREA)
    yield "mentioned", said and (said.venue.name, said.confidence)
    yield "spelled", spellings(name, AREA)
    yield "address", address and str(_sorted(address))
    yield "localities", sorted(localities(f"{name} {address}", AREA))
    yield "named", sorted(localities_named(f"{name} {address}", AREA))
    yield "like a locality", is_like_a_locality(name, AREA)
    yield "the area alone", is_area_alone(venue.name, venue.address, AREA)
    yield "street", words_of_street(venue.address, AREA)
    yield "here", str(is_here(venue.name, venue.address, AREA))
    yield "beyond", bool(address) and beyond(address, AREA)
    yield "own point", own_point(venue, AREA)
    yield "states", statement_of(venue, AREA) and str(statement_of(venue, AREA))


def _looked_up(venue: Venue, *, titled: bool) -> Iterator[tuple[str, object]]:
    """What is known of it, its point, its circle, and the questions that a geocoder is asked."""
    match = find_venue(venue.name, venue.address, AREA, titled)
    yield "known", match and (match.venue.name, match.venue.branch, match.confidence)
    placed = locate(venue, AREA, titled)
    yield "located", f"{placed.venue.model_dump(exclude_defaults=True)} {placed.confidence} by {placed.origin}"
    yield "roughly", locate_roughly(venue, AREA, titled)
    yield from (("asked", (one.text, one.name, one.house)) for one in questions(venue, AREA, titled))


def _sorted(address: str) -> dict[str, object]:
    """The parts of an address; localities in the order of the alphabet."""
    found = parse_address(address, AREA)
    return {key: sorted(what) if isinstance(what, frozenset) else what for key, what in vars(found).items() if what}


def test_every_venue_is_found_the_same() -> None:
    assert list(lines()) == FILE.read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
