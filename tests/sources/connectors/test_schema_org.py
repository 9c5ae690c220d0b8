"""Pages with schema.org events, and bare lists of them."""

from __future__ import annotations

import html
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from include.errors import BrokenRecord, UnreadablePayload
from include.listing import Listing
from include.settings import settings
from include.sources.connectors.schema_org import SchemaOrg
from include.sources.identity import content_hash
from tests.sources.conftest import Connect, Site

INDIA = ZoneInfo("Asia/Kolkata")
CONCERT: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MusicEvent",
    "name": "Concert",
    "startDate": "2026-03-07T19:00:00+05:30",
    "url": "https://example.com/concert",
}


def page(*blocks: str | dict[str, Any], body: str = "") -> str:
    texts = (block if isinstance(block, str) else json.dumps(block) for block in blocks)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    return f"<!doctype html><html><head>{scripts}</head><body>{body}</body></html>"


@pytest.fixture
def read(site: Site, connect: Connect):  # type: ignore[no-untyped-def]
    """read(event, ...) -> the one listing on a page of them."""

    def only(*blocks: str | dict[str, Any], body: str = "", **config: str) -> Listing:
        return connect("schema_org", {"url": site.put("/page", page(*blocks, body=body)), **config}).only()

    return only


@pytest.fixture
def titles(site: Site, connect: Connect):  # type: ignore[no-untyped-def]
    """titles(document) -> {external id: title} of what it lists."""

    def listed(document: str, media_type: str = "text/html", **config: str) -> dict[str, str]:
        url = site.put("/page", document, media_type=media_type)
        return {key: one.title for key, one in connect("schema_org", {"url": url, **config}).listings().items()}

    return listed


def test_an_event_becomes_a_listing(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(
        CONCERT
        | {
            "endDate": "2026-03-07T21:00:00+05:30",
            "description": "<p>Two sets.</p><p>Call 98450 00000</p>",
            "location": {"@type": "Place", "name": "Toit", "address": "298, 100 Feet Road"},
            "image": [{"@type": "ImageObject", "url": "https://example.com/p.jpg"}, "relative.jpg", None],
            "organizer": [{"@type": "Person", "name": "Asha"}],
            "keywords": "jazz, live; quartet",
            "offers": {"@type": "Offer", "price": "499", "priceCurrency": "INR", "url": "https://example.com/tickets"},
            "maximumAttendeeCapacity": "120",
        }
    )

    assert listing.description == "Two sets.\nCall [phone]"
    assert (listing.venue.name, listing.category, listing.capacity) == ("Toit", "music", 120)
    assert (listing.organizer.name, listing.organizer.type) == ("Asha", "individual")
    assert [one.url for one in listing.images] == ["https://example.com/p.jpg"]
    assert listing.keywords == ["jazz", "live", "quartet"]
    assert (listing.price.minimum, listing.ticket_url) == (499, "https://example.com/tickets")
    assert listing.provenance["title"].origin == "structure"
    assert listing.provenance["category"].confidence < listing.provenance["title"].confidence


def test_keywords_may_be_terms_with_a_name_or_a_code_and_in_several_languages(read) -> None:  # type: ignore[no-untyped-def]
    terms = [{"@type": "DefinedTerm", "name": "jazz"}, {"@type": "DefinedTerm", "termCode": "live"}, {"kn": "ರಾಗ"}]

    assert read(CONCERT | {"keywords": terms}).keywords == ["jazz", "live", "ರಾಗ"]


def test_an_organizers_page_is_kept_and_of_its_address_a_hash_under_the_key(
    read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle = {
        "@type": "Organization", "name": "Raga Circle", "url": "https://raga.example/", "telephone": "+91 98450 00000",
        "contactPoint": [{"@type": "ContactPoint", "email": "mailto:Hello@raga.example"}],
    }  # fmt: skip
    kept = read(CONCERT | {"organizer": circle}).organizer
    assert (kept.url, kept.email_hash) == ("https://raga.example/", None)
    monkeypatch.setattr(settings(), "contact_key", "a key")
    hashed = read(CONCERT | {"organizer": circle}).organizer.email_hash
    assert hashed == read(CONCERT | {"organizer": circle | {"email": "hello@RAGA.example"}}).organizer.email_hash
    assert len(hashed) == 64
    monkeypatch.setattr(settings(), "contact_key", "another key")
    assert read(CONCERT | {"organizer": circle}).organizer.email_hash not in (None, hashed)


@pytest.mark.parametrize("written", ["MAILTO: Uma@x.in", "mailto:uma@x.in?subject=Raga", " uma@X.in"])
def test_an_address_has_one_hash_however_it_is_written(
    read: Any, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setattr(settings(), "contact_key", "a key")
    hashes = [
        read(CONCERT | {"organizer": {"name": "Raga Circle", "email": email}}).organizer.email_hash
        for email in (written, "uma@x.in")
    ]
    assert hashes[0] == hashes[1] is not None


@pytest.mark.parametrize(
    "organizer",
    [
        {"@type": "Person", "name": "Asha", "url": "https://asha.example/"},
        {"@type": "Organization", "name": "Raga Circle", "url": "javascript:alert(1)", "email": "at the door"},
        {"@type": "Organization", "name": "Raga Circle", "url": ["mailto:a@b.example"], "contactPoint": ["x", 7]},
        {"@type": "Organization", "name": "Raga Circle", "url": "https://wa.me/919845000000"},
        {"@type": "Organization", "name": "Raga Circle", "url": "https://t.me/+919845000000"},
    ],
)
def test_a_persons_page_and_what_is_no_contact_are_not_kept(
    read: Any, organizer: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "contact_key", "a key")
    kept = read(CONCERT | {"organizer": organizer}).organizer
    assert (kept.url, kept.email_hash) == (None, None)


@pytest.mark.parametrize(
    "document",
    [
        page(CONCERT),
        page([CONCERT]),  # type: ignore[arg-type]
        page({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, CONCERT]}),
        page({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": CONCERT}]}),
        page({"@type": "Place", "name": "Toit", "event": [CONCERT]}),
        page(CONCERT | {"@type": ["Event", "https://schema.org/MusicEvent"]}),
        page(CONCERT | {"@type": "http://schema.org/TheaterEvent"}),
        page("// exported\n" + json.dumps(CONCERT)),
        page("<!-- exported -->\n" + json.dumps(CONCERT)),
        page(json.dumps(CONCERT)[:-1] + ',\n  "description": "tab\there\nand a line"}'),
        page(json.dumps(CONCERT)[:-1] + ', /* nothing */ "keywords": []}'),
        page("{not json at all", CONCERT),
        json.dumps(CONCERT),
        json.dumps([CONCERT]),
        json.dumps({"events": [CONCERT]}),
        json.dumps([{key: value for key, value in CONCERT.items() if not key.startswith("@")}]),
    ],
)
def test_where_events_are_found(titles, document: str) -> None:  # type: ignore[no-untyped-def]
    assert titles(document) == {"https://example.com/concert": "Concert"}


@pytest.mark.parametrize(
    "document",
    [
        page(),
        page({"@type": "Organization", "name": "Toit"}),
        page({"@type": "Action", "name": "Buy", "startDate": "2026-03-07"}),
        page("null", "[null]", "[[]]", "{}"),
        "[]",
        '{"events": []}',
    ],
)
def test_where_there_is_none(titles, document: str) -> None:  # type: ignore[no-untyped-def]
    assert titles(document) == {}


def test_microdata(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(
        body="""<div itemscope itemtype="http://schema.org/Event"><a itemprop="url" href="/concert">
        <span itemprop="name">Concert</span></a><time itemprop="startDate" datetime="2026-03-07T19:00">Saturday</time>
        <div itemprop="location" itemscope itemtype="http://schema.org/Place"><span itemprop="name">Toit</span>
        <div itemprop="address" itemscope itemtype="http://schema.org/PostalAddress">
        <span itemprop="streetAddress">298, 100 Feet Road</span></div></div>
        <div itemprop="offers" itemscope itemtype="http://schema.org/AggregateOffer">
        from ₹<span itemprop="lowPrice">499</span></div></div>"""
    )

    assert (listing.title, listing.venue.name, listing.venue.address) == ("Concert", "Toit", "298, 100 Feet Road")
    assert (listing.price.minimum, listing.price.maximum) == (499, None)
    assert listing.first_start is not None
    assert listing.first_start.isoformat() == "2026-03-07T19:00:00+05:30"


def test_what_a_page_lists_twice_is_one_event(titles) -> None:  # type: ignore[no-untyped-def]
    micro = (
        '<div itemscope itemtype="http://schema.org/Event"><a itemprop="url" href="https://example.com/concert">'
        '<b itemprop="name">Concert</b></a><meta itemprop="startDate" content="2026-3-7"></div>'
    )

    assert len(titles(page(CONCERT | {"@id": "event_1"}, body=micro))) == 1


@pytest.mark.parametrize(
    ("word", "status", "online"),
    [
        ("EventScheduled", "scheduled", False),
        ("https://schema.org/EventCancelled", "cancelled", False),
        ("EventPostponed", "postponed", False),
        ("http://schema.org/EventRescheduled", "scheduled", False),
        (["EventRescheduled"], "scheduled", False),
        (None, "scheduled", False),
    ],
)
def test_statuses(read, word: Any, status: str, online: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(CONCERT | {"eventStatus": word}).status == status


@pytest.mark.parametrize(
    ("mode", "online"),
    [("https://schema.org/OnlineEventAttendanceMode", True), ("OfflineEventAttendanceMode", False), (None, False)],
)
def test_attendance(read, mode: str | None, online: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(CONCERT | {"eventAttendanceMode": mode, "location": "Toit"}).venue.online is online


def test_a_series_is_one_listing_with_the_dates_of_its_parts(read) -> None:  # type: ignore[no-untyped-def]
    parts = [{"@type": "Event", "name": "Concert", "startDate": f"2026-03-{day:02}T19:00"} for day in (14, 7)]
    parts.append({"@type": "Event", "startDate": "2026-03-21T19:00", "eventStatus": "EventCancelled"})

    listing = read({"@type": "EventSeries", "name": "Concert", "subEvent": parts})

    assert [one.starts_at.day for one in listing.occurrences] == [7, 14, 21]
    assert [one.cancelled for one in listing.occurrences] == [False, False, True]
    assert listing.status == "scheduled", "one cancelled date does not cancel the series"


def test_a_series_is_cancelled_when_all_of_its_dates_are(read) -> None:  # type: ignore[no-untyped-def]
    parts = [
        {"@type": "Event", "name": "Concert", "startDate": f"2026-03-{day:02}T19:00", "eventStatus": "EventCancelled"}
        for day in (7, 14)
    ]

    assert read({"@type": "EventSeries", "name": "Concert", "subEvent": parts}).status == "cancelled"


def test_shows_of_a_festival_are_listings_of_their_own(titles) -> None:  # type: ignore[no-untyped-def]
    show = {"@type": "DanceEvent", "name": "Margam", "startDate": "2026-03-07T18:00"}
    festival = {"@type": "Festival", "name": "Arts Weekend", "startDate": "2026-03-06", "endDate": "2026-03-08"}

    found = titles(page(festival | {"subEvent": [show]}, show | {"superEvent": festival}))

    assert sorted(found.values()) == ["Arts Weekend", "Margam"]


def test_a_schedule_is_expanded(read) -> None:  # type: ignore[no-untyped-def]
    schedule = {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "startDate": "2026-03-03",
        "endDate": "2026-03-31",
        "byDay": ["https://schema.org/Tuesday", "Thursday"],
        "startTime": "07:00:00",
        "endTime": "08:00:00",
        "exceptDate": "2026-03-12",
    }

    listing = read({"@type": "Event", "name": "Class", "url": "https://example.com/class", "eventSchedule": schedule})

    assert [one.starts_at.day for one in listing.occurrences] == [3, 5, 10, 17, 19, 24, 26, 31]
    assert {one.starts_at.hour for one in listing.occurrences} == {7}


def test_several_starts_are_several_dates(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(CONCERT | {"startDate": ["2026-03-07T19:00", "2026-03-08T19:00"]})

    assert [one.starts_at.day for one in listing.occurrences] == [7, 8]


def test_the_time_of_the_fetch_is_no_start(site: Site, connect: Connect) -> None:
    stamped = [CONCERT | {"startDate": f"2026-03-02T12:0{minute}:07.168930+05:30"} for minute in (1, 2)]
    listings = [connect("schema_org", {"url": site.put(f"/{n}", page(one))}).only() for n, one in enumerate(stamped)]

    assert listings[0].occurrences == []
    assert content_hash(stamped[0], SchemaOrg.volatile) == content_hash(stamped[1], SchemaOrg.volatile)


def test_seats_left_are_no_change() -> None:
    less = CONCERT | {"remainingAttendeeCapacity": 3, "offers": [{"price": 499, "inventoryLevel": 3}]}
    more = CONCERT | {"remainingAttendeeCapacity": 9, "offers": [{"price": 499, "inventoryLevel": 9}]}

    assert content_hash(less, SchemaOrg.volatile) == content_hash(more, SchemaOrg.volatile)
    assert content_hash(less, SchemaOrg.volatile) != content_hash(less | {"name": "Recital"}, SchemaOrg.volatile)


def test_a_nameless_event_is_broken(site: Site, connect: Connect) -> None:
    connected = connect("schema_org", {"url": site.put("/page", page(CONCERT | {"name": " "}))})
    (record,) = connected.fetch().records

    with pytest.raises(BrokenRecord, match="no name"):
        connected.source.transform(record.data, connected.reading)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"@id": "event-7"}, "event-7"),
        ({"@id": "_:b0"}, "https://example.com/concert"),
        ({"identifier": "ticket-7"}, "ticket-7"),
        ({"identifier": {"@type": "PropertyValue", "value": "ticket-7"}}, "ticket-7"),
        ({}, "https://example.com/concert"),
        ({"url": "https://EXAMPLE.com/concert?utm_source=x"}, "https://example.com/concert"),
        ({"url": "tba", "location": {"name": "Toit"}}, "~concert|toit|20260307"),
        ({"url": None}, "~concert||20260307"),
    ],
)
def test_external_ids(titles, fields: dict[str, Any], key: str) -> None:  # type: ignore[no-untyped-def]
    assert list(titles(page(CONCERT | fields))) == [key]


def test_sessions_that_share_a_page_are_distinguished_by_their_start(site: Site, connect: Connect) -> None:
    late = CONCERT | {"startDate": "2026-03-07T21:00:00+05:30"}
    url = site.put("/page", page(CONCERT, late))
    first = connect("schema_org", {"url": url}).fetch()
    site.put("/page", page(late))

    second = connect("schema_org", {"url": url}, first.state).fetch()

    base = "https://example.com/concert#"
    assert [one.external_id for one in first.records] == [f"{base}202603071900", f"{base}202603072100"]
    assert [one.external_id for one in second.records] == [f"{base}202603072100"], "alone, it keeps its id"


def test_the_address_of_the_list_is_no_id(site: Site, connect: Connect) -> None:
    url = f"{site.base}/page"
    site.put("/page", page(CONCERT | {"url": url}))

    assert [one.external_id for one in connect("schema_org", {"url": url}).fetch().records] == ["~concert||20260307"]


class Programme:
    """A listing page that links to event pages."""

    def __init__(self, site: Site, connect: Connect) -> None:
        self.site, self.connect = site, connect
        self.config: dict[str, Any] = {"links": "a.gig"}
        for number in (1, 2, 3):
            self.event(number)
        self.list(1, 2, 3)

    def event(self, number: int, name: str = "Concert") -> None:
        event = CONCERT | {"name": f"{name} {number}", "url": f"{self.site.base}/gigs/{number}"}
        self.site.put(f"/gigs/{number}", page(event), tagged=True)

    def list(self, *pages: int | str) -> None:
        where = (f"gigs/{one}" if isinstance(one, int) else one for one in pages)
        links = "".join(f'<a class="gig" href="{one}">Gig</a>' for one in where)
        self.config["url"] = self.site.put("/", page(body=f'{links}<a href="/menu">Menu</a>'), tagged=True)

    def fetch(self, state: dict[str, Any] | None = None) -> Any:
        self.site.requests.clear()
        return self.connect("schema_org", self.config, state).fetch()


@pytest.fixture
def programme(site: Site, connect: Connect) -> Programme:
    return Programme(site, connect)


def test_links_are_followed_to_the_event_pages(programme: Programme) -> None:
    fetched = programme.fetch()

    assert [one.data["name"] for one in fetched.records] == ["Concert 1", "Concert 2", "Concert 3"]
    assert fetched.complete
    assert len(fetched.payloads) == 4
    assert [path for path, _ in programme.site.requests] == ["/", "/robots.txt", "/gigs/1", "/gigs/2", "/gigs/3"]


def test_a_linked_page_that_robots_txt_forbids_is_not_read_and_what_it_listed_stays(programme: Programme) -> None:
    state = programme.fetch().state
    programme.site.put("/robots.txt", "User-agent: *\nDisallow: /gigs/2\n")

    fetched = programme.fetch(state)

    assert "/gigs/2" not in [path for path, _ in programme.site.requests]
    assert f"{programme.site.base}/gigs/2" in fetched.kept
    assert fetched.complete
    assert [(one.reason, one.excerpt) for one in fetched.unreadable] == [
        ("robots.txt forbids to read this page", f"{programme.site.base}/gigs/2")
    ]


def test_rules_that_cannot_be_read_just_now_allow_no_linked_page(programme: Programme) -> None:
    programme.site.put("/robots.txt", b"", status=503)

    fetched = programme.fetch()

    assert [path for path, _ in programme.site.requests if path.startswith("/gigs")] == []
    assert not fetched.complete


@pytest.mark.parametrize(
    "failing",
    [{"/robots.txt": {"status": 500}}, {"/robots.txt": {"status": 429}}, {"/gigs/9": {"status": 429}}],
    ids=["rules", "rules later", "page later"],
)
def test_a_host_that_does_not_answer_costs_its_own_pages_alone(
    other: Site, programme: Programme, failing: dict[str, Any]
) -> None:
    elsewhere = f"{other.base}/gigs/9"
    other.put("/gigs/9", page(CONCERT | {"name": "Elsewhere", "url": elsewhere}))
    programme.list(elsewhere, 1, 2, 3)
    first = programme.fetch()
    for path, about in failing.items():
        other.put(path, b"", **about)

    second = programme.fetch(first.state)
    other.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    third = programme.fetch(second.state)

    here = {f"{programme.site.base}/gigs/{number}" for number in (1, 2, 3)}
    assert {one.external_id for one in first.records} == {elsewhere, *here}
    assert (second.kept, second.complete) == (here, False)
    assert (third.kept, third.complete) == ({elsewhere, *here}, True)


def test_pages_that_are_not_modified_are_kept_and_not_brought(programme: Programme) -> None:
    state = programme.fetch().state
    programme.event(2, name="Recital")

    fetched = programme.fetch(state)

    assert [one.data["name"] for one in fetched.records] == ["Recital 2"]
    assert fetched.kept == {f"{programme.site.base}/gigs/{number}" for number in (1, 3)}
    assert fetched.complete
    assert not fetched.unchanged
    everything_as_before = programme.fetch(fetched.state)
    assert everything_as_before.unchanged
    assert len(everything_as_before.kept) == 3


def test_what_is_no_longer_linked_is_neither_brought_nor_kept(programme: Programme) -> None:
    state = programme.fetch().state
    programme.list(1, 3)

    fetched = programme.fetch(state)

    assert fetched.kept == {f"{programme.site.base}/gigs/{number}" for number in (1, 3)}
    assert fetched.complete


def test_a_page_that_is_gone_is_an_absence(programme: Programme) -> None:
    programme.site.put("/gigs/2", "gone", status=410)

    fetched = programme.fetch()

    assert len(fetched.records) == 2
    assert fetched.complete
    assert "410" in fetched.unreadable[0].reason


@pytest.mark.parametrize("status", [401, 403, 405, 418, 429, 451, 500])
def test_a_page_that_cannot_be_read_makes_the_fetch_incomplete(programme: Programme, status: int) -> None:
    before = programme.fetch().state
    programme.site.put("/gigs/2", "no", status=status)

    fetched = programme.fetch(before)

    lost = f"{programme.site.base}/gigs/2"
    assert not fetched.complete
    assert fetched.state["pages"][lost] == before["pages"][lost], "it keeps what it had"


def test_more_pages_than_allowed_make_the_fetch_incomplete(programme: Programme) -> None:
    programme.config["max_pages"] = 2

    fetched = programme.fetch()

    assert len(fetched.records) == 2
    assert not fetched.complete


def test_a_source_that_shows_a_part_is_never_complete(programme: Programme) -> None:
    programme.config["coverage"] = "part"

    assert not programme.fetch().complete


@pytest.mark.parametrize(
    "body",
    [
        '{"key": "va',
        "",
        "just words",
        "<!doctype html><form><input name=Password type=password></form>",
        "BEGIN:VCALENDAR",
    ],
)
def test_what_is_neither_page_nor_json_is_unreadable(site: Site, connect: Connect, body: str) -> None:
    with pytest.raises(UnreadablePayload):
        connect("schema_org", {"url": site.put("/page", body)}).fetch()


def test_what_the_database_cannot_hold_is_dropped(titles) -> None:  # type: ignore[no-untyped-def]
    assert titles(page(json.dumps(CONCERT | {"name": "Con\x00cert \ud83d"}))) == {
        "https://example.com/concert": "Concert"
    }


def test_a_site_of_one_place(read) -> None:  # type: ignore[no-untyped-def]
    assert read(CONCERT, venue="Toit", address="298, 100 Feet Road").venue.name == "Toit"


@pytest.mark.parametrize(
    "hostile",
    [
        {"location": {"name": "A hall", "url": "http://[::1?place_id=3"}},
        {"eventSchedule": {"repeatFrequency": {"every": "day"}}},
        {"startDate": "2026-02-31T25:61:00+99:99"},
        {"name": "&lt;script&gt;steal()&lt;/script&gt;Gig\ud800"},
        {"offers": [{"price": {"@value": []}}, "\u20b9" + "9" * 400]},
        {"keywords": ["a"] * 5000, "image": ["https://example.com/p.jpg"] * 5000},
    ],
)
def test_one_absurd_event_leaves_the_others_alone(site: Site, connect: Connect, hostile: dict[str, Any]) -> None:
    events = [CONCERT, {key: value for key, value in CONCERT.items() if key != "url"} | hostile]
    connected = connect("schema_org", {"url": site.put("/list", json.dumps(events), media_type="application/json")})
    assert "Concert" in {one.title for one in connected.listings().values()}


def test_a_number_that_is_too_long_is_none(titles) -> None:  # type: ignore[no-untyped-def]
    digits = json.dumps([CONCERT, CONCERT | {"name": "Other", "url": "https://example.com/2", "x": 1}])
    assert len(titles(digits.replace('"x": 1', f'"x": {"9" * 5000}'), "application/json")) == 2


def test_whole_days_of_utc_are_dates(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(CONCERT | {"startDate": "2026-03-07T00:00:00Z", "endDate": "2026-03-09T00:00:00+00:00"})
    (one,) = listing.occurrences
    assert (one.date_only, one.starts_at.isoformat()) == (True, "2026-03-07T00:00:00+05:30")
    assert one.ends_at is not None
    assert one.ends_at.isoformat() == "2026-03-08T23:59:00+05:30"


def test_links_to_other_sites_are_kept_in_the_history_and_not_followed(site: Site, connect: Connect) -> None:
    site.put("/", page(body='<a class="gig" href="http://127.0.0.2:9/steal">Gig</a>'))
    fetched = connect("schema_org", {"url": f"{site.base}/", "links": "a.gig"}).fetch()

    assert [path for path, _ in site.requests] == ["/"]
    assert any("`sites`" in one.reason and "127.0.0.2" in one.excerpt for one in fetched.unreadable)


def test_of_a_page_with_a_broken_part_what_it_listed_before_stays(site: Site, connect: Connect) -> None:
    whole = page(CONCERT | {"url": "https://e.example/1"}, CONCERT | {"url": "https://e.example/2"})
    config = {"url": site.put("/list", whole)}
    state = connect("schema_org", config).fetch().state
    site.put("/list", page(CONCERT | {"url": "https://e.example/2"}, '{"@type": "Event", "name": "Con'))

    assert not connect("schema_org", config).fetch().complete, "nobody knows what is lost"
    for _ in range(2):
        fetched = connect("schema_org", config, state).fetch()
        state = fetched.state
        assert (fetched.complete, fetched.kept) == (True, {"https://e.example/1"})
        assert len(fetched.unreadable) == 1


PLACE = {"@type": "Place", "@id": "#place", "name": "Champaca", "address": {"@id": "#address"}}
NAMED = [
    PLACE,
    {"@type": "PostalAddress", "@id": "#address", "streetAddress": "7/1 Edward Road"},
    {"@type": "Organization", "@id": "https://v.example/#org", "name": "Book Circle"},
    {"@type": "ImageObject", "@id": "https://v.example/#img", "url": "/i.jpg"},
    {"@type": "Offer", "@id": "#offer", "price": "250", "priceCurrency": "INR"},
]
READING = {"@type": "Event", "@id": "#e", "name": "Reading", "startDate": "2026-03-07T19:00:00+05:30"}
STUBS = {
    "location": {"@id": "#place"}, "organizer": [{"@id": "https://v.example/#org"}], "offers": {"@id": "#offer"},
    "image": {"@type": "ImageObject", "@id": "https://v.example/#img"},
}  # fmt: skip


@pytest.mark.parametrize(
    "blocks",
    [
        [{"@graph": [READING | STUBS, *NAMED]}],
        [{"@graph": [*NAMED, READING | STUBS]}],
        [READING | STUBS, *NAMED],
        [{"@type": "WebPage", "mainEntity": {"@type": "Event", "@id": "#e"}}, {"@graph": [READING | STUBS]}, NAMED],
        [READING | STUBS | {"location": "#place"}, {"@graph": NAMED}],
    ],
)
def test_parts_that_are_named_by_their_id_are_followed(site: Site, connect: Connect, blocks: list[Any]) -> None:
    texts = [json.dumps(block) for block in blocks]
    listing = connect("schema_org", {"url": site.put("/page", page(*texts))}).only()

    assert (listing.venue.name, listing.venue.address) == ("Champaca", "7/1 Edward Road")
    assert (listing.organizer.name, listing.price.minimum) == ("Book Circle", 250)
    assert [one.url for one in listing.images] == [f"{site.base}/i.jpg"]


def test_ids_that_name_one_another_end(read) -> None:  # type: ignore[no-untyped-def]
    place = {"@type": "Place", "@id": "#a", "name": "Toit", "address": {"@id": "#b"}}
    circle = {"@id": "#b", "streetAddress": "298, 100 Feet Road", "address": {"@id": "#a"}}

    assert read({"@graph": [READING | {"location": {"@id": "#a"}}, place, circle]}).venue.name == "Toit"


@pytest.mark.slow
def test_an_event_that_names_a_million_parts_is_set_aside_alone(site: Site, connect: Connect) -> None:
    flood = {"@id": "#f", "offers": [{"@id": f"#{n}"} for n in range(500)]}
    more = [{"@id": f"#{n}", "offers": [{"@id": "#f"}] * 500} for n in range(500)]
    block = {"@graph": [READING | {"offers": {"@id": "#f"}}, flood, *more, CONCERT]}

    fetched = connect("schema_org", {"url": site.put("/page", page(block))}).fetch()

    assert [one.data["name"] for one in fetched.records] == ["Concert"]
    assert "named by @id" in fetched.unreadable[0].reason
    assert not fetched.complete


def _flood_of_copies() -> list[dict[str, Any]]:
    """Each event holds the one before five times; the first takes them all before they have grown."""
    events = [READING | {"@id": f"#e{n}", "location": [{"@id": f"#e{n - 1}"}] * 5} for n in range(1, 10)]
    return [READING | {"@id": "#all", "location": [{"@id": one["@id"]} for one in events]}, *events]


def _flood_of_dates() -> list[dict[str, Any]]:
    dates = [{"@type": "Event", "@id": f"#d{n}", "startDate": "2026-03-08", "about": "x" * 9_000} for n in range(200)]
    return [READING | {"subEvent": [{"@id": one["@id"]} for one in dates]}, *dates]


@pytest.mark.parametrize("flood", [_flood_of_copies(), _flood_of_dates()], ids=["copies", "dates"])
def test_what_an_event_takes_by_id_is_counted_as_large_as_it_is(
    site: Site, connect: Connect, flood: list[dict[str, Any]]
) -> None:
    url = site.put("/page", page({"@graph": [*flood, CONCERT]}))
    fetched = connect("schema_org", {"url": url}).fetch()
    assert "https://example.com/concert" in {record.external_id for record in fetched.records}
    assert any("characters in parts of an event that are named by @id" in one.reason for one in fetched.unreadable)


def test_of_many_nodes_with_one_id_the_first_word_on_each_key_stands(read) -> None:  # type: ignore[no-untyped-def]
    places = [{"@id": "#place", "name": name, f"x{n}": n} for n, name in enumerate(["Toit", *["Other"] * 2_000])]
    late = {"@id": "#place", "address": "298, 100 Feet Road"}
    venue = read({"@graph": [READING | {"location": {"@id": "#place"}}, *places, late]}).venue
    assert (venue.name, venue.address) == ("Toit", "298, 100 Feet Road")


FESTIVAL = {
    "@type": "Festival", "@id": "#fest", "name": "Monsoon fest", "startDate": "2026-03-06", "endDate": "2026-03-08",
    "location": {"@type": "Place", "name": "Toit"}, "organizer": {"@type": "Organization", "name": "Raga Circle"},
}  # fmt: skip
RAGA = {"@type": "MusicEvent", "@id": "#raga", "name": "Opening raga", "startDate": "2026-03-06T18:00:00+05:30"}


@pytest.mark.parametrize(
    "blocks",
    [
        [FESTIVAL | {"subEvent": [RAGA]}],
        [FESTIVAL | {"subEvent": {"@id": "#raga"}}, RAGA],
        [FESTIVAL, RAGA | {"superEvent": {"@id": "#fest"}}],
        [RAGA | {"superEvent": FESTIVAL}],
    ],
)
def test_a_part_of_a_festival_is_where_the_festival_is(site: Site, connect: Connect, blocks: list[Any]) -> None:
    listings = connect("schema_org", {"url": site.put("/page", page(*blocks))}).listings().values()

    (raga,) = (one for one in listings if one.title == "Opening raga")
    assert (raga.venue.name, raga.organizer.name) == ("Toit", "Raga Circle")


def test_the_festival_that_a_part_names_is_not_listed_by_it(titles) -> None:  # type: ignore[no-untyped-def]
    assert list(titles(page(RAGA | {"superEvent": FESTIVAL})).values()) == ["Opening raga"]


def test_a_part_of_a_festival_with_its_own_place_keeps_it(site: Site, connect: Connect) -> None:
    own = RAGA | {"location": {"@type": "Place", "name": "Champaca"}}
    url = site.put("/page", page(FESTIVAL | {"subEvent": [own], "eventStatus": "EventCancelled"}))

    listings = {one.title: one for one in connect("schema_org", {"url": url}).listings().values()}

    assert listings["Opening raga"].venue.name == "Champaca"
    assert {one.status for one in listings.values()} == {"cancelled"}


@pytest.mark.parametrize(
    ("head", "url", "absolute"),
    [
        ("", "/jazz", "{base}/jazz"),
        ("", "jazz/friday", "{base}/events/jazz/friday"),
        ("", "../jazz", "{base}/jazz"),
        ("", "?event=7", "{base}/events/page?event=7"),
        ("", "//venue.example/jazz", "http://venue.example/jazz"),
        ("", "www.venue.example/jazz", "https://www.venue.example/jazz"),
        ('<base href="https://venue.example/site/">', "./jazz", "https://venue.example/site/jazz"),
        ("", "tba", None),
        ("", "n/a", None),
        ("", "to be announced", None),
    ],
)
def test_addresses_are_seen_from_the_page(
    site: Site, connect: Connect, head: str, url: str, absolute: str | None
) -> None:
    event = CONCERT | {"url": url, "offers": {"@type": "Offer", "price": 1, "url": url}, "image": [url]}
    document = page(event).replace("<head>", f"<head>{head}")

    listing = connect("schema_org", {"url": site.put("/events/page", document)}).only()

    wanted = absolute.format(base=site.base) if absolute else None
    assert (listing.url, listing.ticket_url) == (wanted, wanted)
    assert [one.url for one in listing.images] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    "script",
    [
        "<!-- {} -->", "<!--\n{}\n-->", "<![CDATA[{}]]>", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/", "{};",
        "// <!--\n{}\n// -->", "<!-- <![CDATA[{}]]> -->", '{} {{"@type": "WebSite"}}', '{{"@type": "WebSite"}}\n{}',
    ],
)  # fmt: skip
def test_json_as_it_is_put_into_scripts(titles, script: str) -> None:  # type: ignore[no-untyped-def]
    text = json.dumps(CONCERT | {"name": "Jazz & <more> -- 'n' \"blues\""})

    for written in (text, html.escape(text), html.escape(text, quote=False), json.dumps(text)):
        if written.startswith('"') and script not in ("<!-- {} -->", "{};"):
            continue
        assert next(iter(titles(page(script.format(written))).values())).startswith("Jazz &")


@pytest.mark.parametrize(
    ("rest", "whole"),
    [
        ("{'@type': 'Event'}", False), ('{"@type": "Event", "x":' + '{"x":' * 300 + "1" + "}" * 301, False),
        ('{"@type": "Event"}\n' * 600, False), ("]", True),
    ],
    ids=["no JSON", "too deep", "too many", "a bracket"],
)  # fmt: skip
def test_what_stands_behind_the_documents_of_a_script_is_set_aside_alone(
    site: Site, connect: Connect, rest: str, whole: bool
) -> None:
    texts = (json.dumps(CONCERT | {"url": f"https://example.com/{n}"}) for n in (1, 2))
    fetched = connect("schema_org", {"url": site.put("/page", page(f"{' '.join(texts)} {rest}"))}).fetch()

    assert {"https://example.com/1", "https://example.com/2"} <= {one.external_id for one in fetched.records}
    assert any("only the first documents" in one.reason for one in fetched.unreadable)
    assert fetched.complete is whole


@pytest.mark.parametrize("kind", ["Application/LD+JSON", "application/ld+json; charset=utf-8", " APPLICATION/LD+JSON "])
def test_media_types_have_no_case(titles, kind: str) -> None:  # type: ignore[no-untyped-def]
    assert titles(page(CONCERT).replace("application/ld+json", kind))


CLASS = {"@type": "Event", "name": "Class"}
EVENING = {"@type": "Schedule", "startTime": "19:00", "endTime": "20:00"}


@pytest.mark.parametrize(
    ("schedule", "dates"),
    [
        ({"startDate": "2026-03-02", "endDate": "2026-03-20", "repeatFrequency": "P1W", "byDay": ["MO", "WE"]},
         "3-2 3-4 3-9 3-11 3-16 3-18"),
        ({"startDate": "2026-03-02", "endDate": "2026-03-12", "repeatFrequency": "P1W", "byDay": "Mo, We"},
         "3-2 3-4 3-9 3-11"),
        ({"startDate": "2026-03-02", "endDate": "2026-03-12", "byDay": ["schema:Monday", "http://schema.org/Wednesday"]
          }, "3-2 3-4 3-9 3-11"),
        ({"startDate": "2026-03-02", "endDate": "2026-03-12", "byDay": ["Tuesdays", "Thu"]}, "3-3 3-5 3-10 3-12"),
        ({"startDate": "2026-03-01", "endDate": "2026-06-01", "repeatFrequency": "P1M", "byDay": "Monday",
          "byMonthWeek": 1}, "3-2 4-6 5-4 6-1"),
        ({"startDate": "2026-03-01", "endDate": "2026-05-31", "repeatFrequency": "P1M", "byDay": "FR",
          "byMonthWeek": -1}, "3-27 4-24 5-29"),
        ({"startDate": "2026-03-01", "endDate": "2026-05-31", "repeatFrequency": "P1M", "byDay": ["2SA", "4SA"]},
         "3-14 3-28 4-11 4-25 5-9 5-23"),
        ({"startDate": "2026-03-01", "endDate": "2026-05-31", "repeatFrequency": "P1M", "byDay": "SA",
          "byMonthWeek": [2, 4]}, "3-14 3-28 4-11 4-25 5-9 5-23"),
        ({"startDate": "2026-03-01", "endDate": "2026-05-31", "repeatFrequency": "P1M", "byMonthDay": [1, 15]},
         "3-1 3-15 4-1 4-15 5-1 5-15"),
        ({"startDate": "2026-03-01", "endDate": "2026-05-31", "repeatFrequency": "P1M", "byMonthDay": -1},
         "3-31 4-30 5-31"),
        ({"startDate": "2026-03-04", "repeatCount": 3, "repeatFrequency": "P7D"}, "3-4 3-11 3-18"),
        ({"startDate": "2026-03-04", "repeatCount": 3, "repeatFrequency": "P2D"}, "3-4 3-6 3-8"),
        ({"startDate": "2026-03-04", "repeatCount": 2, "repeatFrequency": "P3M"}, "3-4 6-4"),
        ({"startDate": "2025-03-04", "repeatFrequency": "P1Y"}, "3-4"),
        ({"startDate": "2026-03-04", "repeatCount": 2, "repeatFrequency": "P14D", "byDay": "WE"}, "3-4 3-18"),
        ({"startDate": "2026-03-04", "repeatCount": 2, "repeatFrequency": "Weekly"}, "3-4 3-11"),
        ({"startDate": "2026-03-06", "endDate": "2026-03-07", "repeatFrequency": "P1D"}, "3-6 3-7"),
        ({"startDate": "2026-03-06", "endDate": "2026-03-07T23:59:59+05:30", "repeatFrequency": "P1D"}, "3-6 3-7"),
        ({"startDate": "2026-03-06", "endDate": "2026-03-08", "repeatFrequency": "P1D",
          "exceptDate": ["2026-03-07T19:00:00+05:30"]}, "3-6 3-8"),
        ({"startDate": "2026-03-06", "endDate": "2026-04-30", "repeatFrequency": "P1W", "byMonth": 4, "byDay": "FR"},
         "4-3 4-10 4-17 4-24"),
        ({"startDate": "2026-03-04T19:00:00+05:30", "endDate": "2026-03-18", "repeatFrequency": "P1W"},
         "3-4 3-11 3-18"),
        ({"startDate": "2026-03-06"}, "3-6"),
    ],
)  # fmt: skip
def test_schedules(read, schedule: dict[str, Any], dates: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(CLASS | {"eventSchedule": EVENING | schedule})

    assert " ".join(f"{one.starts_at.month}-{one.starts_at.day}" for one in listing.occurrences) == dates
    assert {f"{one.starts_at:%H:%M}-{one.ends_at:%H:%M}" for one in listing.occurrences} == {"19:00-20:00"}


@pytest.mark.parametrize(
    ("schedule", "span"),
    [
        ({"startTime": "14:00:00", "endTime": "15:00:00", "scheduleTimezone": "Europe/London"}, "19:30-20:30"),
        ({"startTime": "14:00", "duration": "PT1H30M", "scheduleTimezone": "GMT Standard Time"}, "19:30-21:00"),
        ({"startTime": "19:00", "duration": "PT90M"}, "19:00-20:30"),
        ({"startTime": "21:00", "endTime": "01:00"}, "21:00-01:00"),
        ({"startTime": "19:00"}, "19:00-"),
    ],
)
def test_the_hours_of_a_schedule(read, schedule: dict[str, Any], span: str) -> None:  # type: ignore[no-untyped-def]
    weekly = {"@type": "Schedule", "startDate": "2026-03-04", "endDate": "2026-03-18", "repeatFrequency": "P1W"}

    listing = read(CLASS | {"eventSchedule": weekly | schedule})

    ends = [one.ends_at.astimezone(INDIA).strftime("%H:%M") if one.ends_at else "" for one in listing.occurrences]
    starts = [one.starts_at.astimezone(INDIA).strftime("%d %H:%M") for one in listing.occurrences]
    assert [f"{start}-{end}" for start, end in zip(starts, ends, strict=True)] == [
        f"{day} {span}" for day in ("04", "11", "18")
    ]


def test_what_a_schedule_leaves_open_the_event_says(read) -> None:  # type: ignore[no-untyped-def]
    schedule = {"@type": "Schedule", "repeatFrequency": "P1W", "repeatCount": 2}

    listing = read(CLASS | {"startDate": "2026-03-04T19:00:00+05:30", "eventSchedule": schedule})

    assert [f"{one.starts_at:%d %H:%M}" for one in listing.occurrences] == ["04 19:00", "11 19:00"]


def test_a_duration_gives_the_end(read) -> None:  # type: ignore[no-untyped-def]
    (occurrence,) = read(CONCERT | {"duration": "PT2H"}).occurrences

    assert f"{occurrence.ends_at:%H:%M}" == "21:00"


@pytest.mark.parametrize(
    ("name", "status"), [("[CANCELLED] Open mic", "cancelled"), ("Open mic (postponed)", "postponed")]
)
def test_a_mark_in_the_title_is_a_status(read, name: str, status: str) -> None:  # type: ignore[no-untyped-def]
    listing = read({"@type": "Event", "name": name, "startDate": "2026-03-07T19:00"})
    assert (listing.title, listing.status) == ("Open mic", status)
