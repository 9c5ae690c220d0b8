"""One body per format, and all that comes of it: the requests, the fetch as a whole, every field of every listing.

Beside the bodies in `golden/` lies for each case a JSON file of what it comes to. After a change that is meant, write
them anew and read the difference: `python -m tests.sources.test_golden_records`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from include.areas.area import load_area
from include.errors import BrokenRecord, JatreError
from include.network.http import HttpClient
from include.payloads.payload import RawPayload
from include.sources import registry
from include.sources.base import Delivery, FetchResult, Reading, Source, Window
from include.sources.configuration.instance import SourceInstance
from include.sources.connectors import icalendar, selectors, spreadsheet
from include.sources.structured import extraction
from include.untrusted.budget import OverBudget
from tests.sources.conftest import NOW, Site, data, served

FOLDER = Path(__file__).parent / "golden"
READING = Reading(now=NOW, area=load_area("indiranagar"))
WEEK = Window(datetime(2026, 3, 7, tzinfo=READING.zone), datetime(2026, 3, 14, tzinfo=READING.zone))
DAY = Window(datetime(2026, 3, 8, tzinfo=READING.zone), datetime(2026, 3, 9, tzinfo=READING.zone))
"""What backfills ask for."""
OWN_PLACE = {"venue": "Lamp Rooms", "address": "12, 100 Feet Road"}


@dataclass(frozen=True)
class Case:
    """A source of one kind: what stands where at the site, and the rest of its configuration.

    A body is a document, or the name of a file of `golden/`, or of `data/` where it begins with that.
    """

    kind: str
    pages: Mapping[str, Any]
    config: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    """Of the source's address."""
    asked: Window | None = None
    """The days of a backfill; of one only the ids of listings are compared."""
    state: Mapping[str, Any] | None = None
    pushed: Sequence[Any] = ()
    """Bodies of deliveries, an hour apart."""
    crawled: Sequence[tuple[str, str, str]] | None = None
    """Pages of an earlier crawl: path, body and what it is (entrance, list or event)."""


def outcome(case: Case) -> Any:
    """All that a source comes to, as JSON; the site is `http://site`."""
    with served() as site, HttpClient(rate_limit=3600, retries=1, backoff=0.01) as http:
        for path, body in case.pages.items():
            site.put(path, _body(body), media_type=_media_type(body))
        source = _source(case, site, http)
        try:
            fetched = source.fetch_dates(case.asked, NOW) if case.asked else source.fetch(NOW)
        except JatreError as error:
            found: dict[str, Any] = {"raises": _reason(error)}
        else:
            read = {one.external_id: _read(source, one.data) for one in fetched.records}
            found = {**_fetched(fetched), "listings": sorted(read) if case.asked else read}
        whole = {"requests": [path for path, _ in site.requests], "questions": site.questions, **found}
        return json.loads(json.dumps(whole, ensure_ascii=False, default=_plain).replace(site.base, "http://site"))


def _source(case: Case, site: Site, http: HttpClient) -> Source:
    url = {} if case.kind == "webhook" else {"url": site.base + case.path}
    instance = SourceInstance(slug="a_source", name="A source", kind=case.kind, config={**url, **case.config})
    source = registry.make(instance, http, dict(case.state or {}))
    source.deliveries = [
        Delivery(number, f"delivery {number}", _body(body), NOW + timedelta(hours=number))
        for number, body in enumerate(case.pushed)
    ]
    if case.crawled is not None:
        source.crawled = [
            RawPayload(site.base + path, "text/html", _body(body), {"asked": site.base + path, "where": where})
            for path, body, where in case.crawled
        ]
    return source


def _fetched(fetched: FetchResult) -> dict[str, Any]:
    """What a fetch states beside its records, without what it leaves empty."""
    window = fetched.window and [fetched.window.start, fetched.window.end]
    about = {
        "window": window, "unchanged": fetched.unchanged, "backfill": fetched.backfill, "kept": sorted(fetched.kept),
        "unreadable": [f"{one.reason} <- {one.excerpt[:120]}" for one in fetched.unreadable],
        "taken": fetched.taken, "warnings": fetched.warnings, "state": fetched.state,
        "payloads": [f"{one.url} {one.media_type} {len(one.body)}" for one in fetched.payloads],
        "places": [asdict(one) for one in fetched.places],
    }  # fmt: skip
    return {"complete": fetched.complete, **{name: value for name, value in about.items() if value}}


def _read(source: Source, raw: dict[str, Any]) -> Any:
    """A record and the document of its listing, with what it is recognised by; or why there is none."""
    known = {"likeness": source.likeness(raw), "attending": source.attending(raw)}
    stated = {name: value for name, value in known.items() if value is not None}
    record = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=_plain)
    try:
        listing = source.transform(raw, READING)
    except JatreError as error:
        return {"record": record, **stated, "raises": _reason(error)}
    return {"record": record, **stated, **_compact(listing.document())}


def _compact(document: dict[str, Any]) -> dict[str, Any]:
    """The same in fewer lines: a date in one, and the fields by where they come from and how sure they are."""
    sure: dict[str, str] = {}
    for name, one in document.pop("provenance", {}).items():
        origin = " ".join(map(str, one.values()))
        sure[origin] = f"{sure[origin]} {name}" if origin in sure else name
    dates = [" ".join(f"{name} {value}" for name, value in one.items()) for one in document.pop("occurrences", [])]
    return {**document, "occurrences": dates, "provenance": sure}


def _reason(error: JatreError) -> str:
    return f"{type(error).__name__}: {error}"


def _body(body: Any) -> bytes:
    if not isinstance(body, str):
        return json.dumps(body).encode()
    return data(body.removeprefix("data/")).encode() if body.startswith("data/") else (FOLDER / body).read_bytes()


def _media_type(body: Any) -> str:
    ending = body.rpartition(".")[2] if isinstance(body, str) else "json"
    return {"html": "text/html", "ics": "text/calendar", "xml": "application/xml", "csv": "text/csv"}.get(
        ending, "application/json"
    )


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


TOKEN = {"token": "a-token-of-tests"}
MAPPING = {
    "id": "uid", "title": "head.line|other", "start": ["day", "time"], "end": "ends", "venue": "where.title",
    "address": ["where.lines.0", "where.lines.1"], "latitude": "where.pos.1", "longitude": "where.pos.0",
    "price": "cost.low", "currency": "unit", "free": "gratis", "url": "href", "ticket_url": "buy",
    "image": "pics.0.src", "keywords": "labels.*.name", "status": "state", "organizer": "by", "capacity": "seats",
    "attending": "going", "description": "text",
}  # fmt: skip
NIGHT = {"@type": "Event", "@id": "n-1", "name": "Night walk", "startDate": "2026-03-08T21:00", "location": "Lalbagh"}
MOVED = {**NIGHT, "startDate": "2026-03-09T21:00", "dateModified": "2026-03-02T08:00:00Z"}
SELECTORS = {
    "container": "li.event", "title": "h3", "date": "time", "end": "time.end", "location": ".where", "price": ".cost",
    "image": "img", "link": "a.more", "description": "p", "status": ".state",
}  # fmt: skip
NEAR = {"latitude": 12.9719, "longitude": 77.6412, "metres": 1500}
EVENTBRITE_LAST = {"events": [], "pagination": {"has_more_items": False}}
CASES = {
    "calendar": Case("icalendar", {"/": "calendar.ics"}, path="/"),
    "calendar_of_a_week": Case(
        "icalendar", {"/?": "calendar.ics"}, {"dates": {"from": "since", "to": "till"}}, "/", WEEK
    ),
    "calendar_of_all": Case("icalendar", {"/": "calendar.ics"}, {"coverage": "all", **OWN_PLACE}, "/", WEEK),
    "calendar_cut_off": Case("icalendar", {"/": "called_off.ics"}, path="/"),
    "page": Case("schema_org", {"/": "page.html"}, OWN_PLACE, "/"),
    "api": Case(
        "json_api", {"/api?": "api.json"},
        {"items": "result.items", "fields": MAPPING, "ignore": ["touched"], "params": {"city": "blr"}, **OWN_PLACE},
        "/api",
    ),
    "calendar_of_a_day": Case("icalendar", {"/": "calendar.ics"}, path="/", asked=DAY),
    "api_of_a_week": Case(
        "json_api", {"/api?": "api.json"},
        {"items": "result.items", "fields": MAPPING, "coverage": "part",
         "dates": {"from": "from", "to": "to", "format": "unix"}},
        "/api", WEEK,
    ),
    "api_without_dates": Case("json_api", {}, {"fields": MAPPING}, "/api", WEEK),
    "table": Case("spreadsheet", {"/": "data/programme.csv"}, path="/"),
    "table_of_a_week": Case("spreadsheet", {}, path="/", asked=WEEK),
    "feed": Case("rss", {"/": "feed.xml"}, OWN_PLACE, "/"),
    "atom": Case("rss", {"/": "data/atom.xml"}, path="/"),
    "pushed": Case("webhook", {}, OWN_PLACE, pushed=[[MOVED], {"items": [NIGHT, {**NIGHT, "@id": "n-2"}]}, {"no": 1}]),
    "pushed_in_a_week": Case("webhook", {}, asked=WEEK, pushed=[NIGHT, MOVED], state={"shared": ["x-9"]}),
    "crawl": Case(
        "selectors", {}, {"selectors": SELECTORS, **OWN_PLACE}, "/list", crawled=[("/list", "entries.html", "entrance")]
    ),
    "crawl_of_details": Case(
        "selectors", {},
        {"selectors": SELECTORS, "detail": {"title": "h1", "description": ".about", "address": ".addr",
                                            "price": "meta[itemprop=price]"}},
        "/list", crawled=[("/list", "entries.html", "entrance"), ("/e/1?utm_source=list", "entry.html", "event")],
    ),
    "crawl_without_selectors": Case("selectors", {}, {"selectors": {"container": "li"}}, "/list", crawled=[]),
    "eventbrite": Case(
        "eventbrite",
        {"/organizations/5/events/?": EVENTBRITE_LAST, "/organizers/7/events/?": "data/eventbrite.json",
         "/venues/41/events/?": EVENTBRITE_LAST, "/series/9/events/?": EVENTBRITE_LAST,
         "/events/search/?": EVENTBRITE_LAST},
        {**TOKEN, "organizations": ["5"], "organizers": ["7"], "venues": ["41"], "series": ["9"], "near": NEAR},
    ),
    "eventbrite_of_a_day": Case(
        "eventbrite",
        {"/organizations/5/events/?": EVENTBRITE_LAST, "/organizers/7/events/?": "data/eventbrite.json",
         "/series/9/events/?": EVENTBRITE_LAST},
        {**TOKEN, "organizations": ["5"], "organizers": ["7"], "series": ["9"]}, asked=DAY,
    ),
    "eventbrite_search_of_a_week": Case("eventbrite", {}, {**TOKEN, "near": NEAR}, asked=WEEK),
    "eventbrite_own": Case(
        "eventbrite",
        {"/users/me/organizations/?": {"organizations": [{"id": "5"}]}, "/organizations/5/events/?": EVENTBRITE_LAST},
        TOKEN,
    ),
    "facebook": Case("facebook", {"/v26.0/lamp/events?": "data/facebook.json"}, {**TOKEN, "pages": ["lamp"]}),
    "facebook_of_a_day": Case(
        "facebook", {"/v26.0/me/events?": "data/facebook.json"}, TOKEN, asked=DAY
    ),
    "facebook_posts": Case("facebook", {"/v26.0/me/posts?": "posts.json"}, {**TOKEN, "read": "posts"}),
    "facebook_posts_of_a_day": Case(
        "facebook", {"/v26.0/me/posts?": "posts.json"}, {**TOKEN, "read": "posts"}, asked=DAY
    ),
    "facebook_search": Case(
        "facebook", {"/v26.0/search?": "data/facebook.json"}, {**TOKEN, "search": {"query": "jazz", **NEAR}}
    ),
    "facebook_search_of_a_week": Case("facebook", {}, {**TOKEN, "search": {"query": "jazz", **NEAR}}, asked=WEEK),
    "instagram": Case(
        "instagram",
        {"/v26.0/17?": "data/instagram.json", "/v26.0/ig_hashtag_search?": {"data": [{"id": "100"}]},
         "/v26.0/100/recent_media?": {"data": []}, "/v26.0/44/media?": {"data": []}},
        {**TOKEN, "account": "17", "handles": ["lamprooms"], "hashtags": ["sitar"], "locations": ["44"]},
    ),
    "instagram_of_a_week": Case("instagram", {}, {**TOKEN, "account": "17", "handles": ["lamprooms"]}, asked=WEEK),
    "google_places": Case(
        "google_places", {"/places:searchNearby?": "data/google_places.json", "/places/ChIJ_here?": {
            "id": "ChIJ_here", "businessStatus": "CLOSED_TEMPORARILY", "movedPlaceId": "ChIJ_there"}},
        {**TOKEN, "near": NEAR, "places": ["ChIJ_here"]},
    ),
    "google_places_of_a_week": Case("google_places", {}, {**TOKEN, "near": NEAR}, asked=WEEK),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_body_comes_to_the_same_in_every_field(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert outcome(CASES[name]) == expected


@pytest.mark.parametrize(
    ("name", "module", "error", "reason"),
    [
        ("calendar", icalendar, OverBudget, "http://site/: it took too long"),
        ("page", extraction, OverBudget, "http://site/: it took too long"),
        ("table", spreadsheet, OverBudget, "http://site/: it took too long"),
        ("table", spreadsheet, BrokenRecord, "http://site/: it took too long"),
        ("crawl", selectors, OverBudget, "the pages of the crawl: it took too long"),
    ],
)
def test_a_body_that_costs_more_than_its_budget_is_unreadable(
    monkeypatch: pytest.MonkeyPatch, name: str, module: Any, error: type[JatreError], reason: str
) -> None:
    def too_long(*_: Any, **__: Any) -> None:
        raise error("it took too long")

    monkeypatch.setattr(module, "within_budget", too_long)
    assert outcome(CASES[name])["raises"] == f"UnreadablePayload: {reason}"


if __name__ == "__main__":
    for name, case in CASES.items():
        text = json.dumps(outcome(case), indent=1, ensure_ascii=False)
        (FOLDER / f"{name}.expected.json").write_text(text + "\n", encoding="utf-8")
