"""Events in the markup of a page: microformats and RDFa Lite, beside or instead of JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import pytest

from include.operations.preview.detection import Detected, candidates
from include.sources.structured import items
from include.sources.structured.extraction import find_events
from include.sources.structured.microformats import node_of
from include.untrusted import budget
from tests.sources.conftest import Connect, Site

CARD = """<div class="h-event"><h2 class="p-name">Lamp night</h2>
  <time class="dt-start" datetime="2026-03-14T19:00+05:30">Saturday, 7 pm</time> until <time class="dt-end">22:00</time>
  <div class="p-location h-card"><span class="p-name">Lamp Rooms</span>
    <span class="p-adr h-adr"><span class="p-street-address">12, 100 Feet Road</span>
      <span class="p-locality">Oldtown</span></span>
    <data class="p-latitude" value="12.9716"></data><data class="p-longitude" value="77.6412"></data></div>
  <div class="e-content"><p>An evening of <b>lamps</b>.</p></div>
  <a class="u-url" href="/lamps">more</a> <img class="u-photo" src="/lamps.jpg" alt="">
  <span class="p-category">crafts</span> <span class="p-category">light</span>
  <a class="p-organizer h-card" href="https://circle.example/">Lamp Circle</a>
  <span class="p-price">₹300</span></div>"""
OLD = """<div class="vevent"><span class="summary">Old style</span>
  <abbr class="dtstart" title="2026-04-01T18:00">1 April</abbr>
  <span class="location">Town Hall, 1 Main Road</span> <span class="status">Cancelled</span>
  <a class="url" href="http://other.example/old">more</a></div>"""
RDFA = """<div vocab="https://schema.org/" typeof="MusicEvent" resource="https://x.example/rdfa#it">
  <h2 property="name">Raga at noon</h2> <span property="startDate" content="2026-03-15T12:00+05:30">Sunday noon</span>
  <div property="location" typeof="Place"><b property="name">Lamp Rooms</b>
    <i property="address">12, 100 Feet Road</i></div>
  <div property="offers" typeof="Offer"><span property="price" content="250">two fifty</span></div>
  <a property="url" href="/raga">more</a></div>"""
PREFIXED = (
    RDFA.replace('vocab="https://schema.org/" ', "")
    .replace('typeof="', 'typeof="schema:')
    .replace('property="', 'property="schema:')
)


def page(*parts: str) -> str:
    return f"<!doctype html><html><head><title>On</title></head><body>{''.join(parts)}</body></html>"


def script(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "Event", **node})}</script>'


def names(text: str) -> list[str]:
    return [str(node.get("name")) for node in find_events(text, "https://x.example/on").events]


def test_an_event_in_microformats(site: Site, connect: Connect) -> None:
    listing = connect("schema_org", {"url": site.put("/on", page(CARD))}).only()

    (day,) = listing.occurrences
    assert (listing.title, day.starts_at.isoformat()) == ("Lamp night", "2026-03-14T19:00:00+05:30")
    assert day.ends_at
    assert day.ends_at.isoformat() == "2026-03-14T22:00:00+05:30"
    assert (listing.venue.name, listing.venue.address) == ("Lamp Rooms", "12, 100 Feet Road, Oldtown")
    assert (listing.venue.latitude, listing.venue.longitude) == (12.9716, 77.6412)
    assert (listing.url, listing.images[0].url) == (f"{site.base}/lamps", f"{site.base}/lamps.jpg")
    assert (listing.description, listing.keywords) == ("An evening of lamps.", ["crafts", "light"])
    assert (listing.organizer.name, listing.price.minimum) == ("Lamp Circle", 300)


def test_an_event_in_the_older_form(site: Site, connect: Connect) -> None:
    listing = connect("schema_org", {"url": site.put("/on", page(OLD))}).only()

    assert (listing.title, listing.status, listing.url) == ("Old style", "cancelled", "http://other.example/old")
    assert listing.occurrences[0].starts_at.isoformat() == "2026-04-01T18:00:00+05:30"
    assert listing.venue.name == "Town Hall"


@pytest.mark.parametrize("markup", [RDFA, PREFIXED], ids=["vocab", "prefix"])
def test_an_event_in_rdfa(site: Site, connect: Connect, markup: str) -> None:
    listing = connect("schema_org", {"url": site.put("/on", page(markup))}).only()

    assert (listing.title, listing.category, listing.price.minimum) == ("Raga at noon", "music", 250)
    assert listing.occurrences[0].starts_at.isoformat() == "2026-03-15T12:00:00+05:30"
    assert (listing.venue.name, listing.url) == ("Lamp Rooms", f"{site.base}/raga")


def test_rdfa_of_another_vocabulary_is_left_alone() -> None:
    other = RDFA.replace("https://schema.org/", "http://rdf.data-vocabulary.example/")

    assert names(page(other, '<meta property="og:title" content="On"><p typeof>x</p>')) == []


@pytest.mark.parametrize(
    "node",
    [
        {"name": "Lamp night", "startDate": "2026-03-14T19:00+05:30"},
        {"name": "LAMP NIGHT", "startDate": "2026-03-14", "url": "https://x.example/other"},
        {"name": "Lamp night", "startDate": "2026-03-13", "url": "https://x.example/lamps"},
    ],
)
def test_what_a_page_describes_twice_is_one_event(node: dict[str, Any]) -> None:
    assert names(page(script(**node), CARD)) == [node["name"]]


def test_different_events_of_a_page_all_count() -> None:
    found = names(page(script(name="Talk", startDate="2026-03-14"), CARD, OLD, RDFA))

    assert sorted(found) == ["Lamp night", "Old style", "Raga at noon", "Talk"]


def test_an_event_without_a_name_of_its_own_has_its_text() -> None:
    assert names(page('<a class="h-event" href="/x">Lamp night</a>')) == ["Lamp night"]


def test_a_feed_of_events_and_events_inside_one_another() -> None:
    inner = '<div class="h-event"><b class="p-name">The second part</b><time class="dt-start">2026-03-15</time></div>'
    outer = (
        f'<div class="h-event"><b class="p-name">Both parts</b><time class="dt-start">2026-03-14</time>{inner}</div>'
    )

    assert names(page(f'<section class="h-feed">{CARD}{outer}</section>')) == [
        "Lamp night",
        "Both parts",
        "The second part",
    ]


def test_one_that_cannot_be_read_costs_its_neighbours_nothing() -> None:
    broken = CARD.replace("Lamp night", "Broken").replace('class="e-content"', 'class="e-content"' + "><div" * 400)

    found = find_events(page(CARD, broken + "</div>" * 400, OLD.replace("Old style", "Behind")), "https://x.example/on")

    assert [node["name"] for node in found.events][:1] == ["Lamp night"]
    assert not found.whole, "what stands behind is lost to the parser"
    assert "nested more than 250 deep" in found.unreadable[0].reason


def test_a_page_is_found_by_its_address(site: Site) -> None:
    url = site.put("/on", page(OLD))

    assert candidates(url) == [Detected("schema_org", {"url": url})]


@pytest.mark.parametrize(("bound", "found"), [(4, ["Lamp night", "Raga at noon"]), (3, ["Lamp night"])])
def test_properties_taken_from_elsewhere_are_counted_over_the_page(
    monkeypatch: pytest.MonkeyPatch, bound: int, found: list[str]
) -> None:
    """Each of two events takes two properties by `itemref`; beyond the bound the page's microdata is not read."""
    monkeypatch.setattr(items, "MAX_REFERENCES", bound)
    monkeypatch.setattr(budget, "in_worker", True)  # so that the page is read in this process, with this bound
    start = '<time itemprop="startDate" datetime="2026-03-14T19:00">14 March</time>'
    parts = "".join(f'<p id="p{n}"><i itemprop="keywords">word {n}</i></p>' for n in range(2))
    events = "".join(
        f'<div itemscope itemtype="https://schema.org/Event" itemref="p0 p1"><b itemprop="name">{name}</b>{start}</div>'
        for name in ("Lamp night", "Raga at noon")
    )
    assert names(page(parts, events)) == found


@pytest.mark.parametrize(
    ("end", "duration", "expected"),
    [
        ("2026-03-14T22:00", "", {"endDate": "2026-03-14T22:00"}),
        ("PT3H", "", {"duration": "PT3H"}),
        ("2026-03-14T22:00", "PT3H", {"endDate": "2026-03-14T22:00", "duration": "PT3H"}),
        ("PT2H", "PT3H", {"duration": "PT3H"}),
        ("", "PT3H", {"duration": "PT3H"}),
        ("", "", {}),
    ],
)
def test_how_long_an_event_in_microformats_lasts(end: str, duration: str, expected: dict[str, str]) -> None:
    """Some write the length where the end belongs."""
    properties = {"name": ["Quiz"], **({"end": [end]} if end else {}), **({"duration": [duration]} if duration else {})}
    node = node_of({"properties": properties})
    assert {name: value for name, value in node.items() if name in ("endDate", "duration")} == expected
