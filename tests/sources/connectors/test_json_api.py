"""JSON APIs read by a mapping of their fields."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from include.errors import BrokenRecord, ConfigurationError, RateLimited, TransientError, UnreadablePayload
from include.sources.base import FetchResult, Window
from include.sources.connectors import json_api
from include.sources.json.paths import joined, list_at, look_up
from tests.sources.conftest import NOW, Connect, Site

FIELDS = {"id": "id", "title": "name", "start": "starts"}


def event(number: int, **more: Any) -> dict[str, Any]:
    return {"id": number, "name": f"Event {number}", "starts": f"2026-03-{number + 9:02d}T19:30:00+05:30", **more}


def put(site: Site, path: str, document: Any, **about: Any) -> str:
    return site.put(path, json.dumps(document), media_type="application/json", **about)


def config(site: Site, path: str = "/api", **more: Any) -> dict[str, Any]:
    return {"url": site.base + path, "fields": FIELDS, **more}


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.requests]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", {"a": {"b": [{"c": 1}, {"c": 2}, {}]}}),
        ("a.b.1.c", 2),
        ("a.b.*.c", [1, 2]),
        ("a.b.9.c", None),
        ("a.x.y", None),
        ("a.b.c", None),
        ("a.b.*.x", None),
    ],
)
def test_paths(path: str, found: Any) -> None:
    assert look_up({"a": {"b": [{"c": 1}, {"c": 2}, {}]}}, path) == found


@pytest.mark.parametrize(
    ("document", "path", "found"),
    [
        ([1], "", [1]),
        ([], "", []),
        (None, "", None),
        ({"events": []}, "", None),
        ({"data": {"events": [1]}}, "data.events", [1]),
        ({"data": [{"events": [1]}]}, "data.0.events", [1]),
        ({"events": None}, "events", []),
        ({"events": None}, "events.list", None),
        ({}, "events", None),
        ({"error": "busy"}, "events", None),
        ({"events": {"1": 1}}, "events", None),
        ({"events": {"1": 1}}, "events.*", [1]),
        ({"events": {}}, "events.*", []),
        ({"events": [{"event": 1}, {}]}, "events.*.event", [1]),
        ({"events": [{"show": 1}]}, "events.*.event", None),
        ({"events": 0}, "events", None),
        ({"events": False}, "events", None),
        ({"events": "none"}, "events", None),
        ({"events": 7}, "events.*", None),
    ],
)
def test_only_what_says_that_it_is_empty_is_an_empty_list(document: Any, path: str, found: list[Any] | None) -> None:
    assert list_at(document, path) == found


def test_pages_end_with_null_and_with_nothing_else_that_is_no_list(site: Site, connect: Connect) -> None:
    put(site, "/api?page=1", {"events": [event(1)]})
    answers: list[tuple[Any, bool]] = [({"events": None}, True), ({"error": "busy"}, False), (None, False)]
    for last, complete in answers:
        put(site, "/api?page=2", last)

        fetched = connect("json_api", config(site, items="events", pagination={"type": "page"})).fetch()

        assert (len(fetched.records), fetched.complete) == (1, complete), last


@pytest.mark.parametrize("onward", [True, False, None, {}, [], 1.5, ""])
def test_what_is_no_address_of_a_next_page_is_not_followed(site: Site, connect: Connect, onward: Any) -> None:
    put(site, "/api", {"events": [event(1)], "next": onward})

    connect("json_api", config(site, items="events", pagination={"type": "next"})).fetch()

    assert asked(site) == ["/api"]


def test_several_paths_are_joined_by_what_is_there() -> None:
    assert joined({"day": "2026-03-10", "time": None}, ["day", "time"]) == "2026-03-10"
    assert joined({"day": "2026-03-10", "time": "19:30"}, ["day", "time"]) == "2026-03-10 19:30"
    assert joined({}, ["day", "time"]) is None


def test_every_part_of_an_event_is_read_from_where_the_mapping_points(site: Site, connect: Connect) -> None:
    one = {
        "uid": "x-1",
        "head": {"line": "Pub <b>quiz</b>"},
        "day": "2026-03-10",
        "time": "20:00",
        "ends": 1773160200,
        "where": {"title": "Toit", "lines": ["298", "100 Feet Road"], "pos": [77.6407, 12.9791]},
        "cost": {"low": "499.00"},
        "href": "/x/1?utm_source=api",
        "pics": [{"src": "/x/1.jpg"}],
        "labels": [{"name": "quiz"}, {"name": "pub"}],
        "state": "POSTPONED",
        "by": "The quizmasters",
        "seats": 60,
    }
    put(site, "/api", {"result": {"items": [one]}})
    fields = {
        "id": "uid", "title": "head.line", "start": ["day", "time"], "end": "ends", "venue": "where.title",
        "address": ["where.lines.0", "where.lines.1"], "latitude": "where.pos.1", "longitude": "where.pos.0",
        "price": "cost.low", "url": "href", "image": "pics.0.src", "keywords": "labels.*.name", "status": "state",
        "organizer": "by", "capacity": "seats",
    }  # fmt: skip

    connected = connect("json_api", config(site, items="result.items", fields=fields))
    listing = connected.only()

    assert [one.external_id for one in connected.fetch().records] == ["x-1"]
    assert (listing.title, listing.status, listing.capacity) == ("Pub quiz", "postponed", 60)
    (occurrence,) = listing.occurrences
    assert occurrence.starts_at == datetime(2026, 3, 10, 14, 30, tzinfo=UTC)
    assert occurrence.ends_at == datetime(2026, 3, 10, 16, 30, tzinfo=UTC)
    assert (listing.venue.name, listing.venue.address) == ("Toit", "298 100 Feet Road")
    assert (listing.venue.latitude, listing.venue.longitude) == (12.9791, 77.6407)
    assert (listing.price.minimum, listing.price.currency) == (Decimal(499), "INR")
    assert listing.url == f"{site.base}/x/1"
    assert [image.url for image in listing.images] == [f"{site.base}/x/1.jpg"]
    assert listing.keywords == ["quiz", "pub"]
    assert listing.organizer.name == "The quizmasters"


def test_the_record_is_the_apis_own_without_what_is_ignored(site: Site, connect: Connect) -> None:
    put(site, "/api", [event(1, seats_left=3)])

    (record,) = connect("json_api", config(site, ignore=["seats_left"])).fetch().records

    assert record.data == event(1)


def test_pages_are_counted_until_one_is_empty(site: Site, connect: Connect) -> None:
    put(site, "/api?city=blr&p=1", [event(1), event(2)])
    put(site, "/api?city=blr&p=2", [event(3)])
    put(site, "/api?city=blr&p=3", [])

    pagination = {"type": "page", "parameter": "p"}
    fetched = connect("json_api", config(site, params={"city": "blr"}, pagination=pagination)).fetch()

    assert ([one.external_id for one in fetched.records], fetched.complete) == (["1", "2", "3"], True)
    assert len(fetched.payloads) == 3


@pytest.mark.parametrize("behind", ["the last again", "404"])
def test_counted_pages_end_as_apis_end_them(site: Site, connect: Connect, behind: str) -> None:
    put(site, "/api?page=1", [event(1)])
    if behind == "the last again":
        put(site, "/api?page=2", [event(1)])

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(fetched.records), fetched.complete, fetched.unreadable) == (1, True, [])


def test_an_offset_goes_on_by_the_size_of_a_page(site: Site, connect: Connect) -> None:
    put(site, "/api?offset=0", [event(1), event(2)])
    put(site, "/api?offset=2", [])

    pagination = {"type": "page", "parameter": "offset", "first": 0, "step": 2}
    connect("json_api", config(site, pagination=pagination)).fetch()

    assert asked(site) == ["/api?offset=0", "/api?offset=2"]


def test_a_cursor_is_followed_until_there_is_none(site: Site, connect: Connect) -> None:
    put(site, "/api", {"list": [event(1)], "meta": {"after": "b/2"}})
    put(site, "/api?after=b%2F2", {"list": [event(2)], "meta": {"after": None}})

    pagination = {"type": "cursor", "parameter": "after", "path": "meta.after"}
    fetched = connect("json_api", config(site, items="list", pagination=pagination)).fetch()

    assert ([one.external_id for one in fetched.records], fetched.complete) == (["1", "2"], True)


def test_a_next_address_is_followed_and_a_circle_ends(site: Site, connect: Connect) -> None:
    put(site, "/api", {"list": [event(1)], "next": "/api/2"})
    put(site, "/api/2", {"list": [event(2)], "next": "/api/2"})

    fetched = connect("json_api", config(site, items="list", pagination={"type": "next"})).fetch()

    assert (len(fetched.records), fetched.complete, asked(site)) == (2, True, ["/api", "/api/2"])


def test_a_next_address_on_another_site_is_refused(site: Site, connect: Connect) -> None:
    put(site, "/api", {"list": [event(1)], "next": "http://localhost:9/steal"})

    with pytest.raises(ConfigurationError, match="another site"):
        connect("json_api", config(site, items="list", pagination={"type": "next"})).fetch()


def test_more_pages_than_we_take_are_not_complete(site: Site, connect: Connect) -> None:
    put(site, "/api?page=1", [event(1)])

    fetched = connect("json_api", config(site, pagination={"type": "page", "max_pages": 1})).fetch()

    assert (len(fetched.records), fetched.complete) == (1, False)


def test_a_later_page_that_fails_makes_the_fetch_incomplete(site: Site, connect: Connect) -> None:
    put(site, "/api?page=1", [event(1)])
    site.put("/api?page=2", "busy", status=500)

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(fetched.records), fetched.complete, len(fetched.unreadable)) == (1, False, 1)


@pytest.mark.parametrize("coverage", ["all", "part"])
def test_an_answer_that_is_not_modified_is_not_read_again(site: Site, connect: Connect, coverage: str) -> None:
    put(site, "/api", [event(1)], tagged=True)
    asked_for = config(site, coverage=coverage)
    first = connect("json_api", asked_for).fetch()

    again = connect("json_api", asked_for, first.state).fetch()

    assert again == FetchResult(
        [], complete=coverage == "all", window=Window(NOW), unchanged=True, state=first.state
    )  # fmt: skip
    assert (first.complete, set(first.state)) == (coverage == "all", {"etag", "shared"})


PAGES = {"type": "page"}
CURSOR = {"type": "cursor", "parameter": "after", "path": "next"}


def lists(*numbers: int, onward: Any = None) -> dict[str, Any]:
    return {"list": [event(one) for one in numbers], "next": onward}


@pytest.mark.parametrize(
    ("pagination", "pages", "requests", "ids", "complete", "reasons"),
    [
        # one list alone, whatever it says of a next page
        (None, {"/api": lists(1, onward="/api/2")}, ["/api"], "1", True, []),
        # pages by number end with an empty one, one that is not there, or the most that are read
        (PAGES, {"/api?page=1": lists(1), "/api?page=2": lists()}, ["?page=1", "?page=2"], "1", True, []),
        (PAGES, {"/api?page=1": lists()}, ["?page=1"], "", True, []),
        (PAGES, {"/api?page=1": lists(1), "/api?page=2": 503}, ["?page=1", "?page=2", "?page=2"], "1", False,
         ["{site}/api?page=2 answered 503 Service Unavailable <- {site}/api"]),
        (PAGES, {"/api?page=1": lists(1), "/api?page=2": {"error": "busy"}}, ["?page=1", "?page=2"], "1", False,
         ["{site}/api?page=2: no list of events at 'list': {{'error': 'busy'}} <- {site}/api"]),
        ({**PAGES, "max_pages": 2}, {"/api?page=1": lists(1), "/api?page=2": lists(2), "/api?page=3": lists(3)},
         ["?page=1", "?page=2"], "1 2", False, []),
        ({**PAGES, "first": 0, "step": 10, "parameter": "skip"}, {"/api?skip=0": lists(1), "/api?skip=10": lists(2)},
         ["?skip=0", "?skip=10", "?skip=20"], "1 2", True, []),
        # of events that were there before each counts once; a page without news is none of the end
        (PAGES, {"/api?page=1": lists(1, 2), "/api?page=2": lists(2, 1), "/api?page=3": lists(3)},
         ["?page=1", "?page=2", "?page=3", "?page=4"], "1 2 3", True, []),
        # cursors and addresses, up to none
        (CURSOR, {"/api": lists(1, onward="b"), "/api?after=b": lists(2)}, ["", "?after=b"], "1 2", True, []),
        (CURSOR, {"/api": lists(onward=7), "/api?after=7": lists(2, onward="")}, ["", "?after=7"], "2", True, []),
        (CURSOR, {"/api": lists(1, onward="b")}, ["", "?after=b"], "1", False,
         ["{site}/api?after=b answered 404 Not Found <- {site}/api"]),
        (CURSOR, {"/api": lists(onward="b")}, ["", "?after=b"], "", False,
         ["{site}/api?after=b answered 404 Not Found <- {site}/api"]),
        ({"type": "next"}, {"/api": lists(1, onward="?b"), "/api?b": lists(2, onward="http://[")}, ["", "?b"], "1 2",
         False, ["the next page 'http://[' is no address <- {site}/api?b"]),
        ({"type": "next"}, {"/api": lists(1, onward="?b"), "/api?b": lists(2, onward="/api")}, ["", "?b"], "1 2", False,
         ["the page leads back to {site}/api {{}} <- {site}/api?b"]),
        ({"type": "next", "max_pages": 1}, {"/api": lists(1, onward="?b"), "/api?b": lists(2)}, [""], "1", False, []),
        ({"type": "next", "max_pages": 1}, {"/api": lists(1)}, [""], "1", True, []),
    ],
)  # fmt: skip
def test_what_pages_come_to(
    site: Site, connect: Connect, pagination: Any, pages: dict[str, Any], requests: list[str], ids: str,
    complete: bool, reasons: list[str],
) -> None:  # fmt: skip
    for path, page in pages.items():
        if isinstance(page, int):
            site.put(path, "busy", status=page)
        else:
            put(site, path, page)

    fetched = connect("json_api", config(site, items="list", pagination=pagination)).fetch()

    assert [one.removeprefix("/api") for one in asked(site)] == [one.removeprefix("/api") for one in requests]
    assert [one.external_id for one in fetched.records] == ids.split()
    assert (fetched.complete, fetched.window, fetched.state) == (complete, Window(NOW), {"shared": []})
    assert [f"{one.reason} <- {one.excerpt}" for one in fetched.unreadable] == [
        one.format(site=site.base) for one in reasons
    ]


def test_sessions_of_one_id_are_several_listings(site: Site, connect: Connect) -> None:
    put(site, "/api", [event(1), event(1, starts="2026-03-20T19:30:00+05:30")])

    fetched = connect("json_api", config(site)).fetch()

    assert [one.external_id for one in fetched.records] == ["1#202603101930", "1#202603201930"]


def test_what_is_no_event_is_reported_and_a_nameless_one_is_broken_alone(site: Site, connect: Connect) -> None:
    put(site, "/api", [event(1), "advertisement", event(2, name=None)])
    connected = connect("json_api", config(site))

    fetched = connected.fetch()

    assert (len(fetched.records), len(fetched.unreadable)) == (2, 1)
    with pytest.raises(BrokenRecord):
        connected.source.transform(fetched.records[1].data, connected.reading)


@pytest.mark.parametrize(
    ("body", "about", "error"),
    [
        ('{"error": "bad key"}', {}, UnreadablePayload),
        ('[{"id": 1, "na', {}, UnreadablePayload),
        ("<html>sign in</html>", {}, UnreadablePayload),
        ("busy", {"status": 500}, TransientError),
        ("later", {"status": 429, "headers": {"Retry-After": "7"}}, RateLimited),
    ],
)
def test_a_first_page_that_fails_names_the_cause(
    site: Site, connect: Connect, body: str, about: dict[str, Any], error: type[Exception]
) -> None:
    site.put("/api", body, media_type="application/json", **about)

    with pytest.raises(error):
        connect("json_api", config(site)).fetch()


@pytest.mark.parametrize("wrong", [{"fields": {"title": "name"}}, {"pagination": {"type": "scroll"}}, {"urls": []}])
def test_a_wrong_configuration_names_what_is_wrong(site: Site, connect: Connect, wrong: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        connect("json_api", config(site, **wrong)).fetch()


def test_a_page_that_is_repeated_by_mistake_hides_none_behind_it(site: Site, connect: Connect) -> None:
    pages = [[event(1), event(2)], [event(2), event(1)], [event(1), event(2)], [event(3)], []]
    for number, page in enumerate(pages, 1):
        put(site, f"/api?page={number}", page)

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(fetched.records), fetched.complete) == (3, True)


@pytest.mark.parametrize(("status", "complete"), [(400, True), (404, True), (410, True), (401, False), (403, False)])
def test_a_refusal_ends_a_list_only_where_it_states_that_nothing_is_there(
    site: Site, connect: Connect, status: int, complete: bool
) -> None:
    put(site, "/api?page=1", [event(1)])
    site.put("/api?page=2", "no", status=status)

    assert connect("json_api", config(site, pagination={"type": "page"})).fetch().complete is complete


def test_pages_that_go_on_repeating_what_is_known_are_not_complete(site: Site, connect: Connect) -> None:
    for number in range(1, 12):
        put(site, f"/api?page={number}", [event(1), event(2)] if number % 2 else [event(2), event(1)])

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(fetched.records), fetched.complete) == (2, False)
    assert [one.reason for one in fetched.unreadable] == [
        "3 pages in a row repeat what others brought: what follows was not read"
    ]
    assert len(asked(site)) == 4


def test_the_last_page_for_ever_is_the_end(site: Site, connect: Connect) -> None:
    put(site, "/api?page=1", [event(1)])
    for number in range(2, 12):
        put(site, f"/api?page={number}", [event(2)])

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(fetched.records), fetched.complete, len(asked(site))) == (2, True, 5)


@pytest.mark.parametrize("way", ["next", "cursor"])
def test_a_page_that_leads_back_leaves_out_what_comes_behind_it(site: Site, connect: Connect, way: str) -> None:
    first, second = ("/api", "/api/2") if way == "next" else ("a", "b")
    put(site, "/api", {"list": [event(1)], "next": second})
    put(site, "/api/2" if way == "next" else "/api?page=b", {"list": [event(2)], "next": first})
    put(site, "/api?page=a", {"list": [event(1)], "next": second})

    fetched = connect("json_api", config(site, items="list", pagination={"type": way})).fetch()

    assert (len(fetched.records), fetched.complete) == (2, False)
    assert "leads back" in fetched.unreadable[0].reason


def test_an_api_is_asked_by_post_and_its_pages_are_counted_inside_the_question(site: Site, connect: Connect) -> None:
    put(site, "/graphql", {"data": {"events": [event(1), event(2)]}})
    body = {"query": "query Q($page: Int) { events(page: $page) { id } }", "variables": {"area": 7}}
    pages = {"type": "page", "parameter": "variables.page", "first": 3, "max_pages": 2}

    fetched = connect("json_api", config(site, "/graphql", body=body, items="data.events", pagination=pages)).fetch()

    assert [one.external_id for one in fetched.records] == ["1", "2"]
    assert site.questions == [{"query": body["query"], "variables": {"area": 7, "page": number}} for number in (3, 4)]
    assert {path for path, _ in site.requests} == {"/graphql"}
    assert site.requests[0][1]["content-type"] == "application/json"


def test_relative_links_are_seen_from_the_base(site: Site, connect: Connect) -> None:
    put(site, "/api", [event(1, link="quiz-night", picture="/i/quiz.png")])
    fields = {**FIELDS, "url": "link", "image": "picture"}

    listing = connect("json_api", config(site, fields=fields, base="https://luma.example/e/")).only()

    assert (listing.url, listing.images[0].url) == (
        "https://luma.example/e/quiz-night",
        "https://luma.example/i/quiz.png",
    )


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ({"name": "Jazz", "topic": {"title": "Post"}}, "Jazz"),
        ({"name": None, "topic": {"title": "Post"}}, "Post"),
        ({"name": "", "topic": {"title": "Post"}}, "Post"),
        ({"topic": {"title": "Post"}}, "Post"),
        ({"name": 0}, 0),
        ({}, None),
    ],
)
def test_of_several_paths_the_first_that_holds_something_is_taken(item: Any, title: Any) -> None:
    assert joined(item, "name|topic.title") == title


def test_what_is_ignored_may_stand_inside_an_object(site: Site, connect: Connect) -> None:
    put(site, "/api", [event(1, tickets={"free": True, "left": 3}, seen=9)])
    ignore = ["tickets.left", "seen", "tickets.none.deeper", "nothing"]

    (record,) = connect("json_api", config(site, ignore=ignore)).fetch().records

    assert record.data["tickets"] == {"free": True}
    assert "seen" not in record.data


@pytest.mark.parametrize(("most", "pages", "complete"), [(2, 2, False), (3, 2, False), (4, 3, False), (6, 4, True)])
def test_pages_are_read_until_there_are_more_records_than_are_taken(
    site: Site, connect: Connect, monkeypatch: pytest.MonkeyPatch, most: int, pages: int, complete: bool
) -> None:
    monkeypatch.setattr(json_api, "MAX_RECORDS", most)
    for number in (1, 2, 3):
        put(site, f"/api?page={number}", [event(2 * number), event(2 * number + 1)])
    put(site, "/api?page=4", [])

    fetched = connect("json_api", config(site, pagination={"type": "page"})).fetch()

    assert (len(asked(site)), fetched.complete) == (pages, complete)
