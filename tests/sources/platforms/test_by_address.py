"""Platforms that need no connector of their own: what each publishes, served over real HTTP, and the events in it.

The bodies are written by hand in the form in which each platform answers. A source of the area is read with the
configuration that it ships with, the others with the one that their address leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from include.areas.area import folder_of
from include.listing import Listing
from include.operations.preview import detection
from include.sources.configuration.instance import SourceInstance
from include.sources.configuration.secrets import covered
from include.sources.instances.seed_file import read_seed
from include.sources.platforms.by_address import known_platforms, platform_at
from tests.sources.conftest import DATA, Connect, Site

SEEDS: dict[str, SourceInstance] = {one.slug: one for one in read_seed(folder_of("indiranagar") / "sources.json", {})}
KEYED = frozenset({"facebook_pages", "instagram", "eventbrite", "google_places"})
"""Platforms with a connector and tests of their own."""
PAGES_FOR_PEOPLE = frozenset({"bookmyshow_bangalore", "lbb_bangalore"})
"""Crawled by selectors."""


@dataclass(frozen=True)
class Expected:
    """What comes of a platform's bodies: titles with their starts in Bengaluru; `pages` by path, the first by ours."""

    pages: dict[str, str]
    events: dict[str, str]
    venue: str | None = None
    links: tuple[str, ...] = ()
    complete: bool = True


OF_SEEDS = {
    "bangalore_international_centre": Expected(
        {"": "tribe.ics"},
        {"Rivers that were roads": "2026-03-06 18:30", "Paper boats: an exhibition": "2026-03-10 00:00"},
        "Bangalore International Centre",
    ),
    "time_and_space_gallery": Expected(
        {"": "tribe.ics"},
        {"Rivers that were roads": "2026-03-06 18:30", "Paper boats: an exhibition": "2026-03-10 00:00"},
        "Gallery Time & Space",
    ),
    "goethe_institut_bangalore": Expected(
        {"": "goethe.html", "/ins/in/en/ver.cfm?event_id=27000001": "goethe_event.html"},
        {"Silent film, loud piano": "2026-03-18 18:30"},
        "Goethe-Institut / Max Mueller Bhavan",
    ),
    "underline_center": Expected(
        {"": "discourse.json"},
        {"Kites: a history": "2026-03-07 18:00", "Open studio": "2026-03-08 11:00"},
        "Underline Center",
        ("https://underline.center/t/kites-a-history/2401/1", "https://underline.center/t/open-studio/2402/1"),
    ),
    "luma_bengaluru": Expected(
        {"": "luma.json", "pagination_cursor=eyJzdiI6": "luma_2.json"},
        {
            "Founders' porridge": "2026-03-14 08:30",
            "Night of small models": "2026-03-19 19:00",
            "Sketch walk": "2026-03-22 07:00",
        },
        "The Oat Room",
        ("https://luma.com/porridge-blr", "https://luma.com/smallmodels", "https://luma.com/sketchwalk-march"),
    ),
    "museum_of_art_and_photography": Expected(
        {"": "map.html", "/map-events/ink-and-iron/": "map_event.html"},
        {"Ink and iron: presses of the Presidency": "2026-03-28 16:00"},
        "Museum of Art & Photography",
    ),
    "science_gallery_bengaluru": Expected(
        {"": "science_gallery.json"},
        {"A mile of string": "2026-03-14 11:00", "Dust opera": "2026-03-21 18:00"},
        "Science Gallery Bengaluru",
    ),
    "bengaluru_sustainability_forum": Expected(
        {"": "tribe.json", "page=2&per_page=50": "tribe_2.json"},
        {
            "Lakes & their keepers": "2026-03-15 07:00",
            "Heat in the city": "2026-03-26 18:00",
            "Seeds swapped": "2026-04-04 00:00",
        },
        "Ulsoor Lake Jetty",
    ),
    "meetup_bangpypers": Expected(
        {"": "meetup.ics"},
        {"March talks: generators and garbage": "2026-03-21 10:30", "April sprint": "2026-04-18 10:30"},
        "Hackers' Loft",
    ),
    "allevents_bengaluru": Expected(
        {"": "allevents.html"},
        {"Old Vinyl Fair": "2026-03-14 00:00", "Garden of forks": "2026-03-29 00:00"},
        "Long Boat Hall",
        complete=False,
    ),
    "highape_bengaluru": Expected(
        {"": "highape.html", "/bangalore/events/clay-and-coffee-a1b2c3d4e5": "highape_event.html"},
        {"Clay and coffee": "2026-03-08 11:00"},
        "Mud Cafe",
        complete=False,
    ),
    "townscript_bengaluru": Expected(
        {"": "townscript.html", "/e/nandi-sunrise-ride-012345": "townscript_event.html"},
        {"Nandi sunrise ride": "2026-03-22 03:30"},
        "Trinity Circle",
        complete=False,
    ),
    "skillboxes_bengaluru": Expected(
        {"": "skillboxes.json"},
        {"Monsoon Static live": "2026-03-21 00:00", "Two left feet: improv": "2026-03-28 00:00"},
        "The Attic Room",
        (
            "https://www.skillboxes.com/events/monsoon-static-live-bangalore",
            "https://www.skillboxes.com/events/two-left-feet",
        ),
        complete=False,
    ),
    "district": Expected(
        {
            "": "district.html",
            "/events/the-long-laugh-mar14-2026-buy-tickets": "district_event.html",
            "/events/tin-drum-mar21-2026-buy-tickets?srsltid=x": "district_event_2.html",
        },
        {"The Long Laugh": "2026-03-14 20:00", "Tin Drum": "2026-03-21 19:00"},
        "Half Moon Cellar",
        complete=False,
    ),
    "urbanaut_bengaluru": Expected(
        {"": "urbanaut.html", "/spot/shadow-puppets-at-noon": "urbanaut_event.html"},
        {"Shadow puppets at noon": "2026-03-15 12:00"},
        "Paper House",
        complete=False,
    ),
    "ticket_tailor": Expected(
        {"": "ticket_tailor.json"},
        {"Tabla & tea": "2026-03-20 19:00", "Veena by candlelight": "2026-03-27 19:30"},
        "Raaga House",
    ),
}
GOOGLE_SHEETS = Expected(
    {"": "google_sheets.csv"},
    {"Herbs on the ledge": "2026-03-07 10:30", "Clay, slowly": "2026-03-21 16:00"},
    "Greenhouse",
)
OF_ADDRESSES = {
    "https://www.meetup.com/snakes-of-the-south/": OF_SEEDS["meetup_bangpypers"],
    "https://forum.example/upcoming-events": replace(OF_SEEDS["underline_center"], venue="The terrace"),
    "https://forum.example/wp-json/tribe/events/v1/": OF_SEEDS["bengaluru_sustainability_forum"],
    "https://api2.luma.com/discover/get-paginated-events?discover_place_api_id=discplace-Abc": OF_SEEDS[
        "luma_bengaluru"
    ],
    "https://millyard.example/whats-on?format=json": Expected(
        {"": "squarespace.json"},
        {"Loom & listen": "2026-03-14 19:00", "Dye pot Sunday": "2026-03-15 09:00"},
        "Mill Yard",
    ),
    "https://tockify.com/cornerstage/agenda": Expected(
        {"": "tockify.ics"},
        {"Wednesday words": "2026-03-04 20:00", "One-act evening": "2026-03-28 19:00"},
        "Corner Stage",
    ),
    "https://ra.co/clubs/900001": Expected(
        {
            "": "resident_advisor.html",
            "/events/2400001": "resident_advisor_event.html",
            "/events/2400002": "resident_advisor_event_2.html",
        },
        {"Low ceiling": "2026-03-13 21:00", "Slow dub": "2026-03-20 21:00"},
        "Basement 12",
        ("https://ra.co/events/2400001", "https://ra.co/events/2400002"),
        complete=False,
    ),
    "https://docs.google.com/spreadsheets/d/1aB_cD-eF2gH3iJ4kL5mN6oP7qR8sT9uV0wX/edit?usp=sharing#gid=0": GOOGLE_SHEETS,
    "https://docs.google.com/spreadsheets/d/e/2PACX-1vAb_Cd-Ef2Gh3Ij4Kl5Mn6Op7Qr8St/pubhtml": GOOGLE_SHEETS,
}

SEEDED = {
    "https://www.district.in/events/": "district",
    "https://allevents.in/bengaluru/all": "allevents_bengaluru",
    "https://urbanaut.app/featured-events/family-events-bangalore": "urbanaut_bengaluru",
    "https://highape.com/bangalore": "highape_bengaluru",
    "https://www.townscript.com/in/bengaluru": "townscript_bengaluru",
    "https://api.tickettailor.com/v1/events": "ticket_tailor",
    "https://www.meetup.com/bangpypers/events/": "meetup_bangpypers",
    "https://www.bengalurusustainabilityforum.org/wp-json/tribe/events/v1/events": "bengaluru_sustainability_forum",
}
"""Addresses whose platform is proven by a source of the area."""


class Platform:
    """A platform's bodies on loopback, and the connector that its configuration makes."""

    def __init__(self, site: Site, connect: Connect, kind: str, config: dict[str, Any], expected: Expected) -> None:
        self.site = site
        self.config = {**covered(config), "url": self._ours(config["url"])}
        for path, name in expected.pages.items():
            self._put(path, name)
        self.connected = connect(kind, self.config)

    def _ours(self, url: str) -> str:
        parts = urlsplit(url)
        self.host = f"{parts.scheme}://{parts.netloc}"
        return urlunsplit((*urlsplit(self.site.base)[:2], *parts[2:]))

    def _put(self, path: str, name: str) -> None:
        entrance = self.config["url"].removeprefix(self.site.base)
        if path.startswith("/"):
            where = path
        elif path:
            where = self._next(entrance, path)
        else:
            where = entrance if "?" in entrance else f"{entrance}?"
        text = (DATA / "platforms" / name).read_text(encoding="utf-8")
        own = text.replace("{site}", self.site.base).replace(f'href="{self.host}', f'href="{self.site.base}')
        self.site.put(where, own, media_type="application/octet-stream" if name.endswith("json") else "text/html")

    def _next(self, entrance: str, path: str) -> str:
        usual = "&".join(f"{key}={value}" for key, value in self.config.get("params", {}).items())
        return f"{entrance}?{usual}&{path}" if "cursor" in path else f"{entrance}/?{path}"


def _read(platform: Platform, expected: Expected) -> list[Listing]:
    fetched = platform.connected.fetch()
    source, reading = platform.connected.source, platform.connected.reading
    assert fetched.complete == expected.complete
    assert not fetched.unreadable
    listings = [source.transform(one.data, reading) for one in fetched.records]
    zone = reading.area.zone
    starts = {
        one.title: min(day.starts_at for day in one.occurrences).astimezone(zone).strftime("%Y-%m-%d %H:%M")
        for one in listings
    }
    assert starts == expected.events
    assert len(listings) == len(expected.events)
    return listings


@pytest.mark.parametrize("slug", [one for one in SEEDS if one not in KEYED | PAGES_FOR_PEOPLE])
def test_a_source_of_the_area_gives_the_events_of_its_platform(site: Site, connect: Connect, slug: str) -> None:
    seed, expected = SEEDS[slug], OF_SEEDS[slug]
    platform = Platform(site, connect, seed.kind, seed.config, expected)

    listings = _read(platform, expected)

    assert expected.venue in {one.venue.name for one in listings}
    found = {str(one.url).replace(site.base, platform.host) for one in listings}
    assert set(expected.links) <= found
    assert not seed.is_active, "it goes live at its first trial"


@pytest.mark.parametrize("address", OF_ADDRESSES)
def test_an_address_leads_to_the_events_of_its_platform(site: Site, connect: Connect, address: str) -> None:
    named = platform_at(address)
    assert named is not None
    known, config = named
    expected = OF_ADDRESSES[address]
    platform = Platform(site, connect, known.kind, config, expected)

    listings = _read(platform, expected)

    assert expected.venue in {one.venue.name for one in listings}
    found = {str(one.url).replace(site.base, platform.host) for one in listings}
    assert {urlsplit(one).path for one in expected.links} <= {urlsplit(one).path for one in found}


def test_no_platform_is_without_a_body_of_its_own() -> None:
    proven = {named[0].name for address in (*OF_ADDRESSES, *SEEDED) if (named := platform_at(address))}

    assert proven == {one.name for one in known_platforms()}
    assert set(OF_SEEDS) == set(SEEDS) - KEYED - PAGES_FOR_PEOPLE
    assert sum(one.on_trial for one in SEEDS.values()) >= 12, "a dozen that need no key"


@pytest.mark.parametrize(("address", "slug"), SEEDED.items())
def test_an_address_leads_to_the_configuration_that_the_area_ships_with(address: str, slug: str) -> None:
    named = platform_at(address)

    assert named is not None
    assert (named[0].kind, named[1]) == (SEEDS[slug].kind, SEEDS[slug].config)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.meetup.com/find/?location=in--Bengaluru",
        "https://meetup.com.example/bangpypers/",
        "https://tockify.com/api/feeds/ics/cornerstage",
        "https://urbanaut.app/spot/one-evening",
        "https://ra.co/events/2400001",
        "https://docs.google.com/document/d/1aB_cD-eF2gH3iJ4kL5mN6oP7qR8sT9uV0wX/edit",
        "https://example.com/events?format=xml",
        "javascript:https://ra.co/clubs/1",
        "https://ra.co/clubs/1" + "0" * 3_000,
    ],
)
def test_other_addresses_are_no_platform(address: str) -> None:
    assert platform_at(address) is None


def test_a_platform_is_named_also_where_its_page_cannot_be_read(site: Site) -> None:
    address = f"{site.base}/upcoming-events"

    (only,) = detection.candidates(address)

    assert (only.kind, only.config["url"]) == ("json_api", f"{site.base}/discourse-post-event/events.json")


def test_a_platform_comes_before_what_its_page_holds(site: Site) -> None:
    page = (DATA / "platforms" / "goethe_event.html").read_text(encoding="utf-8")

    found = detection.candidates(site.put("/upcoming-events", page))

    assert [one.kind for one in found] == ["json_api", "schema_org"]
