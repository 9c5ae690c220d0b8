"""What the connectors read from the sample sites is what `world.json` lists."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord
from include.listing import Listing
from include.network.http import HttpClient
from include.sources import registry
from include.sources.base import FetchResult, Reading
from include.sources.configuration.instance import SourceInstance
from include.sources.instances.seed_file import read_seed
from samples.calendar import ZONE
from samples.world import Happening, happenings
from tests.samples.conftest import TODAY

pytestmark = pytest.mark.slow

NOW = datetime.combine(TODAY, time(12), tzinfo=ZONE)
SEED = Path("samples/sources.json")
LATE = timedelta(minutes=330)


@dataclass
class Read:
    """One site as its connector reads it."""

    instance: SourceInstance
    fetched: FetchResult
    listings: list[Listing]
    broken: list[str]


@pytest.fixture(scope="module")
def read(sites: str) -> dict[str, Read]:
    seeds = read_seed(SEED, {**os.environ, "JATRE_SAMPLES_URL": sites})
    return {instance.slug: _read(instance) for instance in seeds}


@pytest.fixture(scope="module")
def world() -> list[Happening]:
    return happenings(TODAY)


def test_every_site_shows_what_the_world_holds_of_it(read: dict[str, Read], world: list[Happening]) -> None:
    for happening in world:
        for slug in happening.sites:
            titles = [listing.title for listing in read[slug].listings]
            assert any(title in happening.titles for title in titles), f"{slug} does not show {happening.id}"


def test_every_listing_belongs_to_a_happening(read: dict[str, Read], world: list[Happening]) -> None:
    known = {title for happening in world for title in happening.titles}
    strays = {listing.title for site in read.values() for listing in site.listings} - known

    assert strays == {"Five filter coffees under forty rupees, ranked"}, "an article that announces nothing"


def test_structured_times_are_the_true_ones(read: dict[str, Read], world: list[Happening]) -> None:
    for slug in ("cultural_centre", "neighbourhood_classes", "bflat"):
        for listing in read[slug].listings:
            assert any(_is(listing, happening) for happening in world if slug in happening.sites), (slug, listing)


def test_one_calendar_wrote_local_time_as_utc(read: dict[str, Read], world: list[Happening]) -> None:
    (wrong,) = [one for one in read["neighbourhood_classes"].listings if one.title.startswith("Bach")]
    (truth,) = [one for one in world if one.id == "bach-and-friends"]

    assert wrong.first_start == truth.starts[0] + LATE


def test_dates_taken_out_of_a_series_are_out(read: dict[str, Read], world: list[Happening]) -> None:
    for happening in world:
        for listing in read["neighbourhood_classes"].listings:
            if listing.title in happening.titles:
                assert not {one.starts_at for one in listing.occurrences} & set(happening.never)


def test_a_festival_lasts_until_its_last_day(read: dict[str, Read], world: list[Happening]) -> None:
    (festival,) = [one for one in read["cultural_centre"].listings if one.title == "Indiranagar Arts Weekend"]
    (truth,) = [one for one in world if one.id == "arts-weekend"]

    (occurrence,) = festival.occurrences
    assert occurrence.date_only
    assert occurrence.ends_at is not None
    assert occurrence.ends_at.date() == truth.last_day


def test_two_sessions_of_one_day_are_two_listings(read: dict[str, Read]) -> None:
    sessions = [one for one in read["cultural_centre"].listings if one.title == "Block Printing Workshop"]

    assert len({one.first_start for one in sessions}) == 2


def test_statuses_prices_and_venues(read: dict[str, Read], world: list[Happening]) -> None:
    by_title = {listing.title: listing for slug in ("bflat", "cultural_centre") for listing in read[slug].listings}
    for happening in world:
        listing = by_title.get(happening.titles[0])
        if listing is None:
            continue
        assert listing.status == happening.status, happening.id
        assert listing.venue.name is not None, happening.id
        if "bflat" in happening.sites and happening.price is not None:
            assert listing.price.minimum == happening.price, happening.id
    assert by_title["Strings & Brass: film songs of the eighties"].venue.latitude is None


def test_the_magazine_speaks_in_prose(read: dict[str, Read]) -> None:
    listings = read["city_magazine"].listings

    assert all(listing.occurrences == [] for listing in listings)
    assert all(listing.description and "<" not in listing.description for listing in listings)
    quartet = next(listing for listing in listings if "Quartet" in listing.title)
    assert "098450" not in str(quartet.description)
    assert "gigs@" not in str(quartet.description)


def test_every_site_has_one_broken_entry(read: dict[str, Read]) -> None:
    assert {slug: len(site.broken) + len(site.fetched.unreadable) for slug, site in read.items()} == {
        "city_magazine": 1,
        "cultural_centre": 1,
        "neighbourhood_classes": 1,
        "bflat": 1,
        "weekend_board": 1,
        "play_api": 1,
        "box_office": 0,  # nothing was pushed
    }


def test_what_a_fetch_covers(read: dict[str, Read]) -> None:
    assert {slug: site.fetched.complete for slug, site in read.items()} == {
        "city_magazine": False,
        "cultural_centre": True,
        "neighbourhood_classes": True,
        "bflat": True,
        "weekend_board": True,
        "play_api": True,
        "box_office": False,
    }


def _read(instance: SourceInstance) -> Read:
    with HttpClient(instance.rate_limit) as http:
        # the second fetch: a first one does not know what a page with a broken part listed before
        first = registry.make(instance, http).fetch(NOW.astimezone(UTC))
        known = {**first.state, "pages": _without_validators(first.state.get("pages", {}))}
        source = registry.make(instance, http, known if "pages" in first.state else {})
        fetched = source.fetch(NOW.astimezone(UTC))
    found = Read(instance, fetched, [], [])
    for record in fetched.records:
        try:
            found.listings.append(source.transform(record.data, Reading(now=NOW, area=load_area("indiranagar"))))
        except BrokenRecord as error:
            found.broken.append(str(error))
    return found


def _without_validators(pages: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Pages as they are remembered of a site that sends everything again each time."""
    return {url: {"links": page["links"], "ids": page["ids"]} for url, page in pages.items()}


def _is(listing: Listing, happening: Happening) -> bool:
    if listing.title not in happening.titles or not listing.occurrences:
        return False
    believed = {*happening.starts, *happening.also}
    found = {one.starts_at for one in listing.occurrences}
    if listing.recurrence:
        return set(happening.starts) <= found
    return found <= believed or found == {happening.starts[0] + LATE}
