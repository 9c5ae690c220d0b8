"""How an address can be read, from one look at it."""

from __future__ import annotations

import json

import pytest

from include.errors import UnreadablePayload
from include.operations.preview.detection import Detected, candidates, detect
from tests.sources.conftest import ServedPage, Site
from tests.sources.conftest import site as site_of_pages

EVENT = {"@type": "Event", "name": "Open mic", "startDate": "2026-03-14T20:00:00+05:30"}
SCRIPT = f'<script type="application/ld+json">{json.dumps(EVENT)}</script>'
CALENDAR = b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"

site = site_of_pages


def found(site: Site, body: str, path: str = "/") -> list[tuple[str, dict[str, str]]]:
    site.pages[path] = ServedPage(body.encode())
    return [
        (one.kind, {key: str(value).replace(site.base, "") for key, value in one.config.items()})
        for one in candidates(f"{site.base}{path}")
    ]


def test_a_page_with_events_is_read_itself_before_what_it_names(site: Site) -> None:
    page = f'<html>{SCRIPT}<link rel="alternate" type="application/rss+xml" href="/feed"></html>'

    assert found(site, page) == [("schema_org", {"url": "/"}), ("rss", {"url": "/feed"})]


def test_calendars_come_before_feeds_and_each_address_once(site: Site) -> None:
    page = (
        '<html><link rel="alternate" type="application/atom+xml" href="posts.atom">'
        '<link rel="alternate" type="Text/Calendar; charset=utf-8" href="/all.ics">'
        '<a href="/all.ics">subscribe</a><a href="/other.ics?x=1">other</a></html>'
    )

    assert found(site, page, "/on/") == [
        ("icalendar", {"url": "/all.ics"}),
        ("icalendar", {"url": "/other.ics?x=1"}),
        ("rss", {"url": "/on/posts.atom"}),
    ]


def test_links_to_pages_of_events_are_followed(site: Site) -> None:
    page = '<html><a href="/event/one">One</a><a href="/event/two">Two</a><a href="/about">We</a></html>'

    assert found(site, page) == [("schema_org", {"url": "/", "links": "a[href*='event']"})]


@pytest.mark.parametrize("page", ["<html>Hello</html>", '<html><a href="/event/one">One</a></html>', "<html><link>"])
def test_a_page_that_names_nothing_is_refused(site: Site, page: str) -> None:
    with pytest.raises(UnreadablePayload, match="no events in a structured form"):
        found(site, page)


def test_a_calendar_is_read_at_its_own_address(site: Site) -> None:
    site.pages["/c.ics"] = ServedPage(CALENDAR, "text/plain")

    assert candidates(f"{site.base}/c.ics") == [Detected("icalendar", {"url": f"{site.base}/c.ics"})]


def test_the_parts_of_an_event_are_guessed_from_the_names_of_json() -> None:
    body = {
        "data": {"shows": [{"id": 7, "title": "Open mic", "starts_at": "2026-03-14T20:00", "venue": {"name": "Loft"}}]}
    }

    assert detect(json.dumps(body), "https://example.org/shows") == Detected(
        "json_api",
        {"items": "data.shows", "fields": {"title": "title", "start": "starts_at", "id": "id", "venue": "venue.name"}},
    )


@pytest.mark.parametrize("body", ['{"users": [{"name": "A"}]}', "[1, 2]", "hello"])
def test_what_holds_no_events_is_refused(body: str) -> None:
    with pytest.raises(UnreadablePayload):
        detect(body, "https://example.org/")
