"""One record that cannot be read costs its neighbours nothing, whatever the connector and whatever it holds."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.errors import BrokenRecord, UnreadablePayload
from include.listing import Listing
from include.redaction import MASK, Redactor
from include.sources import registry
from include.sources.base import Delivery, FetchResult, RawRecord
from include.sources.configuration.instance import SourceInstance
from include.sources.gathering import MAX_RECORD_CHARS, MAX_RECORDS, Gathering, checked, remembered
from include.sources.identity import content_hash
from include.sources.instances.opening import redacted
from include.sources.registry import OfflineHttp
from include.sources.structured.extraction import find_events
from include.untrusted.budget import Budget
from tests.sources.conftest import NOW, Connect, Site

GOOD = {"good-1", "good-2"}
ODD: list[Any] = [
    None, True, 0, -1, 1.5, 10**400, "", "\x00", "\ud83d", "x" * 5000, [], {}, [[]], [[["x"]]], [None], {"a": {}},
    {"name": ["India"]}, {"@value": {"x": 1}}, ["x", {"name": 5}], "http://[event-url]/x", {"name": {"name": []}},
]  # fmt: skip
FIELDS = (
    "@id", "@type", "identifier", "url", "name", "startDate", "endDate", "location", "offers", "image", "keywords",
    "organizer", "eventStatus", "eventSchedule", "subEvent", "description", "isAccessibleForFree", "about",
)  # fmt: skip
API = {"items": "events", "fields": {"id": "@id", "title": "name", "start": "startDate", "venue": "location",
                                     "url": "url", "image": "image", "price": "offers"}}  # fmt: skip


def event(name: str, **about: Any) -> dict[str, Any]:
    return {"@type": "Event", "@id": name, "name": name, "startDate": "2026-03-07T19:00:00+05:30", **about}


def readable(source: Any, fetched: FetchResult, reading: Any) -> dict[str, Listing]:
    """The listings of what can be read; what cannot is refused as one record."""
    found: dict[str, Listing] = {}
    for record in checked(fetched).records:
        content_hash(record.data, source.volatile)
        json.dumps(record.data, ensure_ascii=False).encode()
        try:
            found[record.external_id] = source.transform(record.data, reading)
            found[record.external_id].document()
        except BrokenRecord:
            found.pop(record.external_id, None)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("kind", "config"), [("schema_org", {}), ("json_api", API)], ids=["schema_org", "json_api"])
def test_any_value_in_any_field_of_an_event(
    site: Site, connect: Connect, kind: str, config: dict[str, Any], field: str
) -> None:
    """All such events among good ones, and each of them alone."""
    bad = [event(f"bad-{number}") | {field: odd} for number, odd in enumerate(ODD)]
    site.put("/all", json.dumps({"events": [event("good-1"), *bad, event("good-2")]}), media_type="application/json")
    among = connect(kind, {"url": f"{site.base}/all", **config})

    assert readable(among.source, among.fetch(), among.reading).keys() >= GOOD
    for one in bad:
        site.put("/alone", json.dumps({"events": [one]}), media_type="application/json")
        alone = connect(kind, {"url": f"{site.base}/alone", **config})
        with suppress(UnreadablePayload):  # what has nothing of an event makes a page no list of events
            assert not readable(alone.source, alone.fetch(), alone.reading).keys() & GOOD


def pushed(*bodies: bytes) -> FetchResult:
    instance = SourceInstance(slug="a_source", name="A source", kind="webhook")
    source = registry.make(instance, OfflineHttp())
    source.deliveries = [Delivery(number, f"d-{number}", body, NOW) for number, body in enumerate(bodies)]
    return source.fetch(NOW)


@pytest.mark.parametrize(
    "bad",
    [
        json.dumps(event("bad") | {"@id": None, "location": {"address": {"addressCountry": {"name": ["India"]}}}}),
        "[" * 100_000,
        '{"@type": "Event", "name": ',
        "not JSON at all",
        "",
        json.dumps(event("bad", description="x" * MAX_RECORD_CHARS)),
    ],
)
def test_each_delivery_is_read_on_its_own(bad: str) -> None:
    good = [json.dumps(event(name)).encode() for name in sorted(GOOD)]

    fetched = pushed(good[0], bad.encode(), good[1])

    assert {one.external_id for one in fetched.records} >= GOOD
    assert fetched.taken == [0, 1, 2], "a delivery that cannot be read is taken too, or it would come for ever"


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'


def item(name: str, more: str = "") -> str:
    return f"<item><title>{name}</title><guid>{name}</guid>{more}</item>"


@pytest.mark.parametrize(
    ("bad", "read"),
    [
        (item("bad", "<pubDate>0000-00-00 00:00:00</pubDate>"), True),
        (item("bad", "<pubDate>Fri, 31 Dec 9999 23:59:59 +2359</pubDate>"), True),
        (item("bad").replace("<title>bad", "<title>bad &#55357;&#56832;"), True),
        (item("bad").replace("<title>bad", "<title>bad &#55357;"), True),
        (item("bad").replace("<guid>bad", "<guid>b&#0;ad"), True),
        (item("b\x00ad"), True),
        (
            item("bad", '<enclosure url="http://[event-url]/x" type="image/png"/><link>http://[event-url]/x</link>'),
            True,
        ),
        (item("bad", f"<description>{'x' * MAX_RECORD_CHARS}</description>"), False),
        ("<item><title>bad</title></item>", False),
    ],
)
def test_any_entry_of_a_feed(site: Site, connect: Connect, bad: str, read: bool) -> None:
    connected = connect("rss", {"url": site.put("/feed", rss(item("good-1"), bad, item("good-2")))})
    alone = connect("rss", {"url": site.put("/alone", rss(bad))})

    expected = {*GOOD, "bad"} if read else GOOD
    assert readable(connected.source, connected.fetch(), connected.reading).keys() == expected
    assert len(alone.fetch().unreadable) == (0 if read else 1)


def test_an_emoji_in_two_halves_is_one(site: Site, connect: Connect) -> None:
    url = site.put("/feed", rss(item("a").replace("<title>a", "<title>Quiz &#55357;&#56832;")))

    assert connect("rss", {"url": url}).only().title == "Quiz 😀"


def test_two_entries_with_one_id_are_noticed(site: Site, connect: Connect) -> None:
    url = site.put("/feed", rss(item("a"), item("a", "<description>another</description>"), item("b")))

    fetched = connect("rss", {"url": url}).fetch()

    assert [one.external_id for one in fetched.records] == ["a", "b"]
    assert [one.reason for one in fetched.unreadable] == ["another entry of the feed has the same id"]


def page(*parts: str) -> str:
    return f"<html><body>{''.join(parts)}</body></html>"


def script(content: Any) -> str:
    text = content if isinstance(content, str) else json.dumps(content)
    return f'<script type="application/ld+json">{text}</script>'


def markup(name: str, more: str = "") -> str:
    return (
        f'<div itemscope itemtype="http://schema.org/Event" itemid="{name}"><b itemprop="name">{name}</b>'
        f'<time itemprop="startDate" datetime="2026-03-07T19:00">7 March</time>{more}</div>'
    )


@pytest.mark.parametrize(
    ("bad", "complete"),
    [
        ('<a itemprop="url" href="http://[event-url]/x">here</a>', True),
        ('<div id="a" itemscope itemref="a b"><b id="b" itemprop="x" itemscope itemref="a"></b></div>', True),
        (f'<p id="q">{"<i itemprop=x>y</i>" * 400}</p>' + '<i itemscope itemtype="Event" itemref="q"></i>' * 40, False),
        (script('{"@type": "Event", '), False),
        (script('{"@type": "BreadcrumbList", '), True),
    ],
)
def test_any_part_of_a_page(site: Site, connect: Connect, bad: str, complete: bool) -> None:
    url = site.put("/page", page(script(event("good-1")), markup("bad", bad), bad, markup("good-2")))
    connected = connect("schema_org", {"url": url})
    fetched = connected.fetch()

    assert readable(connected.source, fetched, connected.reading).keys() >= GOOD
    assert fetched.complete is complete, "what was lost may be an event, and then its absence means nothing"


def test_scripts_behind_elements_that_are_nested_too_deep(site: Site, connect: Connect) -> None:
    url = site.put("/page", page(script(event("good-1")), "<div>" * 3000, script(event("good-2"))))

    assert {one.external_id for one in connect("schema_org", {"url": url}).fetch().records} == GOOD


def test_links_that_are_no_addresses_lead_nowhere(site: Site, connect: Connect) -> None:
    site.put("/e", page(script(event("good-1"))))
    url = site.put("/", page('<a class="l" href="http://[event-url]/x">x</a><a class="l" href="/e">e</a>'))

    fetched = connect("schema_org", {"url": url, "links": "a.l"}).fetch()

    assert [one.external_id for one in fetched.records] == ["good-1"]
    assert [path for path, _ in site.requests] == ["/", "/robots.txt", "/e"]


def test_what_is_nested_too_deep_costs_its_own_record(site: Site, connect: Connect) -> None:
    deep = json.dumps(event("bad")).replace('"bad"', f"{'[' * 50_000}{']' * 50_000}", 1)
    body = f"[{json.dumps(event('good-1'))},{deep},{json.dumps(event('good-2'))}]"
    fetched = connect("schema_org", {"url": site.put("/deep", body)}).fetch()

    assert {one.external_id for one in fetched.records} == GOOD
    assert not fetched.complete


def test_the_letters_of_a_record_are_counted_and_not_how_they_are_written() -> None:
    gathering = Gathering()
    gathering.add("kannada", {"x": "ಜ" * (MAX_RECORD_CHARS // 2)})

    assert [one.external_id for one in gathering.result(complete=True).records] == ["kannada"]


def test_a_record_whose_id_is_known_is_still_listed() -> None:
    gathering = Gathering()
    gathering.add("known", {"x": "x" * MAX_RECORD_CHARS})
    fetched = gathering.result(complete=True)

    assert (fetched.records, fetched.kept, fetched.complete) == ([], {"known"}, True)
    assert "at most 1,000,000" in fetched.unreadable[0].reason


def test_a_record_that_is_set_aside_is_shown_by_what_is_known_of_it() -> None:
    """Itself; its id, where it could not even be made."""

    def cannot_be_made() -> dict[str, Any]:
        raise BrokenRecord("no date")

    gathering = Gathering()
    gathering.add("made", {"title": "Sitar evening", "body": "x" * (MAX_RECORD_CHARS + 1)})
    gathering.add("unmade", cannot_be_made)
    made, unmade = gathering.unreadable
    assert "Sitar evening" in made.excerpt
    assert (unmade.reason, unmade.excerpt) == ("no date", "unmade")


@pytest.mark.slow
def test_more_records_than_a_fetch_may_bring(site: Site, connect: Connect) -> None:
    feed = rss(*(item(f"e{number}") for number in range(MAX_RECORDS + 5)))
    fetched = connect("rss", {"url": site.put("/feed", feed)}).fetch()

    assert len(fetched.records) == MAX_RECORDS
    assert [one.reason for one in fetched.unreadable] == ["10,005 records in one fetch, at most 10,000"]


def test_a_document_of_a_million_objects_is_refused(site: Site, connect: Connect) -> None:
    url = site.put("/list", "[" + "{}," * 1_000_001 + "{}]")

    with pytest.raises(UnreadablePayload, match="at most 1,000,000"):
        connect("schema_org", {"url": url}).fetch()


def test_a_foreign_connectors_records_are_checked_too() -> None:
    fetched = FetchResult(
        [RawRecord("a" * 10_000, {"n": 1}), RawRecord("", {"n": 2}), RawRecord("b", {"n": {1}})], True
    )
    found = checked(fetched)

    assert [len(one.external_id) for one in found.records] == [500]
    assert found.kept == {"b"}
    assert (len(found.unreadable), found.complete) == (2, False)


def test_what_is_remembered_is_bounded_and_what_was_remembered_is_not_trusted() -> None:
    assert remembered({"b"}, ["a", 5, None]) == ["a", "b"]
    assert remembered({"b"}, {"a": 1}) == ["b"]
    assert len(remembered({f"n{number}" for number in range(10_000)}, [])) == 5_000


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)


@pytest.mark.slow
@given(st.dictionaries(st.sampled_from(FIELDS), NESTED, max_size=5))
def test_an_event_of_anything(odd: dict[str, Any]) -> None:
    body = json.dumps([event("good-1"), event("bad") | odd, event("good-2")])

    assert {one.external_id for one in pushed(body.encode()).records} >= GOOD


ITEM = '<div itemscope itemtype="https://schema.org/Event"><span itemprop="name">Quiz</span><span itemprop="startDate"'
PLACE = (
    '<p itemprop="location" itemscope itemtype="https://schema.org/Place"><b itemprop="name">Toit</b><!-- so --></p>'
)


@pytest.mark.slow
def test_items_within_items_cost_no_more_than_their_number() -> None:
    items = f'{ITEM} content="2026-03-06T20:00"></span></div>' * 1_000
    page = "<!doctype html><body>" + "<div itemscope>" * 120 + items

    found = find_events(page, "https://a.example/", Budget(seconds=15, wall_seconds=120, megabytes=300))

    assert len(found.events) == 1_000
    assert not found.unreadable


def test_an_item_has_its_own_properties_and_not_those_of_items_within_it() -> None:
    page = f'<!doctype html><body>{ITEM} content="2026-03-06T20:00"></span><i>{PLACE}</i></div>'

    (event,) = find_events(page, "https://a.example/").events

    place = {"@type": "https://schema.org/Place", "name": "Toit"}
    assert event == {
        "@type": "https://schema.org/Event",
        "name": "Quiz",
        "startDate": "2026-03-06T20:00",
        "location": place,
    }


def test_a_record_that_is_clean_is_not_made_again() -> None:
    """Cleaning a record takes longer than all else that a fetch does with it."""
    record = RawRecord("a", {"title": "Sitar\u200b evening"})
    fetched = FetchResult([record], complete=True)

    assert record.data == {"title": "Sitar evening"}
    assert checked(fetched).records[0] is record
    assert redacted(fetched, Redactor([])).records[0] is record
    assert redacted(fetched, Redactor(["Sitar evening"])).records[0].data == {"title": MASK}
