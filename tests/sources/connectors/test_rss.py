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
