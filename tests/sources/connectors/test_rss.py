"""RSS and Atom feeds."""

from __future__ import annotations

import pytest

from include.errors import BrokenRecord, UnreadablePayload
from include.listing import Listing
from tests.sources.conftest import Connect, Site, data

ITEM = "<title>Concert</title><link>https://example.com/concert</link><guid>c-1</guid>"


def feed(*items: str) -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    spaces = (
        'xmlns:ev="http://purl.org/rss/1.0/modules/event/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:georss="http://www.georss.org/georss" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel><title>What</title>{body}</channel></rss>'


@pytest.fixture
def read(site: Site, connect: Connect):  # type: ignore[no-untyped-def]
    """read(items...) -> the one listing in a feed of them."""

    def only(*items: str, **config: str) -> Listing:
        return connect("rss", {"url": site.put("/feed", feed(*items), media_type="text/xml"), **config}).only()

    return only


def test_an_entry_becomes_a_listing_without_dates(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(
        f"{ITEM}<pubDate>Mon, 02 Mar 2026 09:00:00 +0530</pubDate><category>Music</category>"
        "<description>Short</description>"
        "<content:encoded><![CDATA[<p>Saturday 7 March, <b>7 pm</b></p><p>Write to a@example.com</p>]]>"
        "</content:encoded>"
        '<media:content url="https://example.com/p.jpg" medium="image"/>'
    )

    assert listing.title == "Concert"
    assert listing.description == "Saturday 7 March, 7 pm\nWrite to [e-mail]"
    assert listing.occurrences == [], "the date of publication is no start"
    assert (listing.url, listing.keywords) == ("https://example.com/concert", ["Music"])
    assert [one.url for one in listing.images] == ["https://example.com/p.jpg"]


def test_the_date_of_publication_stays_in_the_record(site: Site, connect: Connect) -> None:
    url = site.put("/feed", feed(f"{ITEM}<pubDate>Mon, 02 Mar 2026 09:00:00 +0530</pubDate>"))

    (record,) = connect("rss", {"url": url}).fetch().records

    assert record.data["published"] == "2026-03-02T03:30:00+00:00"


def test_an_event_extension_gives_times_and_places(read) -> None:  # type: ignore[no-untyped-def]
    listing = read(
        f"{ITEM}<ev:startdate>2026-03-07T19:00:00+05:30</ev:startdate><ev:enddate>2026-03-07T21:00:00+05:30</ev:enddate>"
        "<ev:location>Toit, 298, 100 Feet Road</ev:location><georss:point>12.979426 77.640617</georss:point>"
    )

    (occurrence,) = listing.occurrences
    assert occurrence.starts_at.isoformat() == "2026-03-07T19:00:00+05:30"
    assert listing.venue.name == "Toit"
    assert (listing.venue.latitude, listing.venue.longitude) == (12.979426, 77.640617)


def test_atom(site: Site, connect: Connect) -> None:
    listing = connect("rss", {"url": site.put("/feed", data("atom.xml"), media_type="application/atom+xml")}).only()

    assert listing.title == "Kannada poetry & filter coffee"
    assert listing.description == "Bring a poem.\nSunday at eleven."
    assert listing.url == "https://example.com/poetry"


def test_ids_are_guid_then_canonical_link(site: Site, connect: Connect) -> None:
    url = site.put(
        "/feed",
        feed(
            ITEM,
            ITEM,
            "<title>Second</title><link>https://Example.com/second?utm_source=rss&amp;id=2</link>",
            "<title>Third</title>",
        ),
    )

    fetched = connect("rss", {"url": url}).fetch()

    assert [one.external_id for one in fetched.records] == ["c-1", "https://example.com/second?id=2"]
    assert [one.reason for one in fetched.unreadable] == ["the entry has neither id nor link"]


@pytest.mark.parametrize(
    ("guid", "own"),
    [("c-1", True), ("urn:uuid:7b0c", True), ("tag:example.com,2026:1", True), ("https://example.com/concert", False)],
)
def test_an_id_that_is_no_address_is_the_entry_s_own(read, guid: str, own: bool) -> None:  # type: ignore[no-untyped-def]
    assert read(ITEM.replace("c-1", guid)).has_own_id is own


def test_an_entry_without_a_title_is_broken(read) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BrokenRecord, match="no title"):
        read("<guid>c-2</guid><description>Headline to come</description>")


@pytest.mark.parametrize(
    ("title", "status"),
    [("CANCELLED: Concert", "cancelled"), ("Concert [Postponed]", "postponed"), ("Concert", "scheduled")],
)
def test_what_is_called_off_in_the_title(read, title: str, status: str) -> None:  # type: ignore[no-untyped-def]
    listing = read(ITEM.replace("Concert<", f"{title}<"))

    assert (listing.title, listing.status) == ("Concert", status)


def test_a_feed_is_never_complete(site: Site, connect: Connect) -> None:
    assert not connect("rss", {"url": site.put("/feed", feed(ITEM))}).fetch().complete


def test_a_feed_that_is_not_modified_brings_nothing(site: Site, connect: Connect) -> None:
    url = site.put("/feed", feed(ITEM), tagged=True)
    first = connect("rss", {"url": url}).fetch()

    again = connect("rss", {"url": url}, first.state).fetch()

    assert (again.unchanged, again.records, again.complete) == (True, [], False)


def test_an_empty_feed_is_a_feed(site: Site, connect: Connect) -> None:
    assert connect("rss", {"url": site.put("/feed", feed())}).fetch().records == []


@pytest.mark.parametrize(
    "body", ["<!doctype html><html><body>Sign in", '{"error": 1}', "", "BEGIN:VCALENDAR", "<?xml version='1.0'?><x/>"]
)
def test_what_is_no_feed_is_unreadable(site: Site, connect: Connect, body: str) -> None:
    with pytest.raises(UnreadablePayload):
        connect("rss", {"url": site.put("/feed", body, media_type="application/rss+xml")}).fetch()


def test_a_feed_of_one_place(read) -> None:  # type: ignore[no-untyped-def]
    assert read(ITEM, venue="Toit", address="298, 100 Feet Road").venue.name == "Toit"


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/en/news/1", "https://venue.example/en/news/1"),
        ("news/1", "https://venue.example/site/news/1"),
        ("?id=1", "https://venue.example/site/?id=1"),
        ("//other.example/1", "https://other.example/1"),
        ("https://other.example/1", "https://other.example/1"),
    ],
)
def test_links_are_seen_from_the_feeds_own_site(site: Site, connect: Connect, link: str, absolute: str) -> None:
    item = f"<title>Open mic</title><link>{link}</link><enclosure url='/i/p.jpg' type='image/jpeg' length='1'/>"
    body = feed(item).replace("<title>What", "<link>https://venue.example/site/</link><title>What")

    listings = connect("rss", {"url": site.put("/feed", body)}).listings()

    assert list(listings) == [absolute]
    assert listings[absolute].url == absolute
    assert [one.url for one in listings[absolute].images] == ["https://venue.example/i/p.jpg"]


def test_without_a_site_links_are_seen_from_the_feeds_address(site: Site, connect: Connect) -> None:
    url = site.put("/feed", feed("<title>Open mic</title><link>/1</link>"))

    assert connect("rss", {"url": url}).only().url == f"{site.base}/1"


def test_a_relative_id_stays_as_it_is(site: Site, connect: Connect) -> None:
    body = feed("<title>Open mic</title><link>/1</link><guid>n-1</guid>")

    (record,) = connect("rss", {"url": site.put("/feed", body)}).fetch().records

    assert record.external_id == "n-1"


@pytest.mark.parametrize("bad", [b"\xff", b"\xc3", b"\xe0\xb2", b"\xed\xa0\x80"])
def test_a_bad_byte_costs_one_character(site: Site, connect: Connect, bad: bytes) -> None:
    title = "Caf\u00e9 \u0c9c\u0cbe\u0ca4\u0ccd\u0cb0\u0cc6"
    body = feed(f"<title>{title} @</title><link>/1</link>").replace('"1.0"', '"1.0" encoding="UTF-8"').encode()

    listing = connect("rss", {"url": site.put("/feed", body.replace(b"@", bad), media_type="text/xml")}).only()

    assert listing.title.startswith(f"{title} ")
    assert set(listing.title[len(title) :]) <= {" ", "\ufffd"}


def test_a_feed_in_an_older_encoding(site: Site, connect: Connect) -> None:
    title = "\u0412\u0435\u0447\u0435\u0440"
    body = feed(f"<title>{title}</title><link>/1</link>").replace('"1.0"', '"1.0" encoding="windows-1251"')

    listing = connect("rss", {"url": site.put("/feed", body.encode("cp1251"), media_type="text/xml")}).only()

    assert listing.title == title


def test_the_configuration_names_the_elements_of_a_feed(site: Site, connect: Connect) -> None:
    item = f"{ITEM}<pubDate>Sat, 07 Mar 2026 19:00:00 +0530</pubDate><ev:type>Rs. 250</ev:type>"
    fields = {"start": "published", "price": "ev:type"}

    listing = connect("rss", {"url": site.put("/feed", feed(item)), "fields": fields}).only()

    assert listing.occurrences[0].starts_at.isoformat() == "2026-03-07T13:30:00+00:00"
    assert listing.price.minimum == 250
