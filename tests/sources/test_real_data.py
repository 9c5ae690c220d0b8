"""Real publishers' data, where it is at hand: nothing raises but the errors of the contract.

The data lie beside the checkout and are not part of it; without them these tests are skipped.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord, NotAnEvent, UnreadablePayload
from include.listing import Listing
from include.sources.base import FetchResult, Reading
from include.untrusted.cleaning import clean
from tests.sources.conftest import Connect, Site

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not beside this checkout"),
]

ZONE = ZoneInfo("Asia/Kolkata")
AUTUMN = datetime(2025, 9, 26, 12, tzinfo=ZONE)
WINTER = datetime(2026, 2, 1, 12, tzinfo=ZONE)


def files(pattern: str) -> list[Path]:
    return sorted(DATA.glob(pattern))


def read(site: Site, connect: Connect, kind: str, path: Path, now: datetime) -> tuple[FetchResult, list[Listing], int]:
    """What a connector makes of a file served over HTTP: the fetch, its listings, and how many were set aside."""
    url = site.put("/file", path.read_bytes(), media_type="application/octet-stream")
    connected = connect(kind, {"url": url})
    fetched = connected.source.fetch(now)
    listings, aside = [], 0
    for record in fetched.records:
        assert clean(record.data) == record.data
        try:
            listing = connected.source.transform(record.data, Reading(now=now, area=load_area("indiranagar")))
            assert Listing.model_validate(listing.document()).document() == listing.document()
            listings.append(listing)
        except (BrokenRecord, NotAnEvent):
            aside += 1
    return fetched, listings, aside


@pytest.mark.parametrize("path", files("ical/edge_cases/*.ics"), ids=lambda path: path.stem)
def test_hard_calendars(site: Site, connect: Connect, path: Path) -> None:
    try:
        fetched, listings, aside = read(site, connect, "icalendar", path, AUTUMN)
    except UnreadablePayload:
        assert path.stem in {"allenporter_invalid", "collective_issue_178_custom_component_contains_other"}
    else:
        assert len(listings) + aside == len(fetched.records)


@pytest.mark.parametrize("path", files("ical/feeds/*.ics"), ids=lambda path: path.stem)
def test_calendars(site: Site, connect: Connect, path: Path) -> None:
    _, listings, aside = read(site, connect, "icalendar", path, WINTER)

    blocks = 5 if path.stem == "generic_ical_feed.00" else 0
    assert aside <= 1 + blocks, "one of these has an entry without a title, one blocks time for private events"
    assert all(listing.occurrences for listing in listings)


@pytest.mark.parametrize("path", files("bangalore/day-*/*.ics"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_two_days_of_calendars(site: Site, connect: Connect, path: Path) -> None:
    _, listings, aside = read(site, connect, "icalendar", path, AUTUMN)

    assert listings
    assert aside == 0


@pytest.mark.parametrize("path", files("bangalore/day-*/*.json"), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_two_days_of_lists(site: Site, connect: Connect, path: Path) -> None:
    _, listings, aside = read(site, connect, "schema_org", path, AUTUMN)

    assert listings
    assert aside == 0
    dated = [listing for listing in listings if listing.occurrences]
    assert len(dated) == (0 if path.stem == "pedalintandem" else len(listings)), (
        "one scraper stamps the time of its run"
    )


@pytest.mark.parametrize("path", files("pages/*.html") + files("jsonld/**/*.html"), ids=lambda path: path.stem)
def test_pages(site: Site, connect: Connect, path: Path) -> None:
    fetched, listings, aside = read(site, connect, "schema_org", path, AUTUMN)

    assert len(listings) + aside == len(fetched.records)


def test_a_login_page_where_a_calendar_was_expected(site: Site, connect: Connect) -> None:
    with pytest.raises(UnreadablePayload):
        read(site, connect, "icalendar", DATA / "apis/failures/login_page_instead_of_ics.html", AUTUMN)


def test_dates_without_hours(site: Site, connect: Connect) -> None:
    _, listings, _ = read(site, connect, "schema_org", DATA / "apis/bookmyshow/events_jsonld_2024-06.json", AUTUMN)

    assert listings
    assert all(one.date_only for listing in listings for one in listing.occurrences)
    assert not any(str(listing.venue.name).endswith(": Bengaluru") for listing in listings)
