"""The sources of the area that are read by selectors: a saved page each, and the events that it holds.

The pages are written by hand after the selectors of the source. What a page comes to is in `pages/<slug>.json`.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from parsel import Selector

from include.areas.area import load_area
from include.scrapers.job import CrawlResult, Job
from include.scrapers.reading.entries import Entries, is_page
from include.settings import ROOT
from include.sources import registry
from include.sources.base import Reading
from include.sources.configuration.instance import SourceInstance
from include.sources.connectors.selectors import ENTRY_KEYS
from include.sources.instances.seed_file import read_seed
from include.untrusted.cleaning import clean

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
AREA = ROOT / "include/areas/indiranagar/sources.json"
SEEDS = {one.slug: one for one in read_seed(AREA) if one.kind in registry.CRAWLED}
SHOWN = ("title", "description", "url", "status")


def job_of(instance: SourceInstance) -> dict[str, Any]:
    """What its crawl is given."""
    return {name: value for name, value in instance.config.items() if name not in ENTRY_KEYS}


def listed(instance: SourceInstance) -> list[dict[str, Any]]:
    """What a saved page comes to, in short."""
    job = Job.model_validate(job_of(instance))
    page = Selector(text=(PAGES / f"{instance.slug}.html").read_text(encoding="utf-8"))
    rows = Entries(job, CrawlResult()).on(page, instance.config["url"])
    source, reading = registry.reader(instance), Reading(now=NOW, area=load_area("indiranagar"))
    found = []
    for row in rows:
        listing = source.transform(clean({**row, "seen": NOW.isoformat()}), reading)
        document = listing.document()
        found.append(
            {
                **{name: document.get(name) for name in SHOWN if document.get(name)},
                "starts": [one.starts_at.isoformat() for one in listing.occurrences],
                "ends": [one.ends_at and one.ends_at.isoformat() for one in listing.occurrences],
                "date_only": [one.date_only for one in listing.occurrences],
                "venue": listing.venue.name if listing.venue else None,
                "images": [one.url for one in listing.images],
            }
        )
    return found


def test_each_of_them_has_a_saved_page() -> None:
    assert {one.stem for one in PAGES.glob("*.html")} == set(SEEDS) == {one.stem for one in PAGES.glob("*.json")}


@pytest.mark.parametrize("slug", sorted(SEEDS))
def test_a_saved_page_comes_to_its_events(slug: str) -> None:
    assert listed(SEEDS[slug]) == json.loads((PAGES / f"{slug}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("before", ["Notice: Undefined index: page in list.php on line 12\n", "; ", "\ufeff"])
def test_what_a_sites_program_writes_before_a_page_is_no_reason_not_to_read_it(before: str) -> None:
    page = (PAGES / "bookmyshow_bangalore.html").read_text(encoding="utf-8")
    assert is_page(before + page)


@pytest.mark.parametrize("body", ["", "Back soon", '{"about": "<html><body>"}', "[]", "BEGIN:VCALENDAR"])
def test_what_is_no_page_is_not_read_as_one(body: str) -> None:
    assert not is_page(body)


def test_they_are_the_plan_s_and_inactive() -> None:
    bookmyshow, lbb = SEEDS["bookmyshow_bangalore"], SEEDS["lbb_bangalore"]

    assert (bookmyshow.schedule, bookmyshow.priority, bookmyshow.is_active) == ("0 */4 * * *", 4, False)
    assert (lbb.priority, lbb.is_active) == (5, False)
    assert bookmyshow.config["pagination"] == {"type": "scroll", "max_pages": 5}
    assert lbb.config["pagination"] == {"type": "click", "selector": ".pagination-next", "max_pages": 10}


def test_the_plan_s_own_spelling_of_a_configuration_is_read() -> None:
    parts = {"title": ".t", "date": ".d", "location": ".l", "description": ".x", "image": "img", "link": "a"}
    pagination = {"type": "click", "selector": ".more", "maxPages": 7}
    plan = {"url": "https://example.com/", "selectors": {"eventContainer": ".card", **parts}, "pagination": pagination}

    read = Job.model_validate({**plan, "authentication": {"type": "none"}})

    assert (read.selectors.container, read.in_browser) == (".card", True)
    assert read.pagination is not None
    assert read.pagination.max_pages == 7
