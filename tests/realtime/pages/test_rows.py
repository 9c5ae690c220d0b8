"""A list by days, a row of it, and the page of one event."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import QueryParams

from include.filters.windows import ListWindow
from realtime.api.events import QueryResult
from realtime.api.files.dates import ends
from realtime.feed.cursor import Cursor
from realtime.pages.formatting import hours
from realtime.pages.view_model import detail, listed, notice, row, street, window_json
from realtime.pages.views import _asked

ZONE = ZoneInfo("Asia/Kolkata")
THUMBNAIL = "/images/0123456789abcdef0123456789abcdef-640x427.webp"
NOW = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
"""Friday, eight in the evening of the area."""


def at(day: int, hour: int, length: int | None = 2, **more: Any) -> dict[str, Any]:
    """A date of March 2026 at an hour of the area."""
    starts = datetime(2026, 3, day, hour, tzinfo=ZONE).astimezone(UTC)
    finish = None if length is None else datetime.fromtimestamp(starts.timestamp() + 3600 * length, UTC)
    return {"startsAt": text(starts), "endsAt": text(finish), "dateOnly": False, "cancelled": False} | more


def text(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def event(number: int = 1, *dates: dict[str, Any], **more: Any) -> dict[str, Any]:
    occurrences = list(dates) or [at(6, 20)]
    return {
        "id": f"e{number}", "version": 3, "title": f"Jazz {number}", "category": "music", "status": "scheduled",
        "description": None, "occurrences": occurrences, "next": occurrences[0], "moreDates": len(occurrences) - 1,
        "venue": {"name": "Toit", "address": "100 Feet Road", "latitude": 12.97, "longitude": 77.64}, "images": [],
        "pricing": {"type": "free", "minimum": 0, "maximum": 0, "currency": "INR"}, "links": [], "ticketUrl": None,
        "organizer": {"name": None},
    } | more  # fmt: skip


def page(*events: dict[str, Any], starts: datetime = NOW, is_ranked: bool = False) -> dict[str, Any]:
    read = {"events": events, "total": 7, "hasMore": True}
    window = ListWindow("week", starts, None)
    return listed(QueryResult(json.dumps(read), Cursor("e", 1), NOW, window), ZONE, is_ranked)


def test_a_list_is_grouped_by_the_days_of_the_area() -> None:
    found = page(event(1, at(6, 20)), event(2, at(6, 22)), event(3, at(7, 1)))
    assert [(day["date"], day["heading"], [one["id"] for one in day["rows"]]) for day in found["days"]] == [
        ("2026-03-06", "Today, Friday 6 March", ["e1", "e2"]),
        ("2026-03-07", "Tomorrow, Saturday 7 March", ["e3"]),
    ]
    assert (found["total"], found["hasMore"]) == (7, True)


def test_a_list_by_relevance_is_one_part_in_its_own_order_and_each_row_has_its_day() -> None:
    found = page(event(3, at(7, 1)), event(1, at(6, 20)), event(2, at(6, 22)), is_ranked=True)
    (part,) = found["days"]
    assert [(one["id"], one["date"]) for one in part["rows"]] == [
        (f"e{n}", day) for n, day in ((3, "Sat 7 Mar"), (1, "Fri 6 Mar"), (2, "Fri 6 Mar"))
    ]
    assert (part["date"], part["heading"], found["total"], found["hasMore"]) == ("", "Best matches first", 7, True)
    assert page(is_ranked=True)["days"] == page()["days"] == []


def test_what_began_before_the_list_stands_on_its_first_day() -> None:
    running = event(1, at(1, 10, 24 * 20))
    assert [day["date"] for day in page(running)["days"]] == ["2026-03-06"]
    assert row(running, ZONE, date(2026, 3, 6), NOW)["hours"] == ("On now", "until 21 Mar")
    tomorrow = page(event(1, at(1, 10, 24 * 20)), starts=datetime(2026, 3, 7, tzinfo=ZONE))
    assert tomorrow["days"][0]["heading"] == "Tomorrow, Saturday 7 March"


def test_an_end_at_midnight_is_of_that_day() -> None:
    fair = at(6, 10, 24 + 14)
    assert hours(fair, ZONE, date(2026, 3, 7)) == ("On now", "to 00:00")
    whole = at(6, 0, 24, dateOnly=True)
    assert hours(whole, ZONE, date(2026, 3, 6)) == ("All day", "")


def test_a_row_shows_the_date_it_stands_for_and_how_many_more_there_are() -> None:
    shown = row(event(1, at(6, 20, cancelled=True), at(13, 20), distanceKm=1.25), ZONE, date(2026, 3, 6), NOW)
    assert (shown["status"], shown["more"], shown["distance"]) == ("Cancelled", "+ 1 more date", "1.2 km")
    assert shown["datetime"] == "2026-03-06T20:00:00+05:30"
    assert row(event(1, at(6, 0, None, dateOnly=True)), ZONE, date(2026, 3, 6), NOW)["datetime"] == "2026-03-06"
    assert row(event(status="unlisted"), ZONE, date(2026, 3, 6), NOW)["status"] == "No longer listed"
    assert row(event(), ZONE, date(2026, 3, 6), NOW)["status"] is None


def test_a_row_says_why_it_is_found_where_its_title_does_not() -> None:
    def said(**matched: list[str]) -> str:
        return str(page(event(matched=matched or None))["days"][0]["rows"][0]["why"])

    assert said() == said(title=["jazz"], synonym=["gig"]) == said(venue=["toit"]) == ""
    assert said(synonym=["flea", "market"]) == "also called “flea market”"
    assert said(venue=["toit"], description=["tuba"]) == "“tuba” in the text"


def test_a_move_is_mentioned_for_two_weeks_and_after_what_is_called_off() -> None:
    def state(days: int, **more: Any) -> str:
        moved_at = (NOW - timedelta(days=days)).isoformat()
        return str(row(event(movedAt=moved_at, **more), ZONE, date(2026, 3, 6), NOW)["status"])

    assert (state(13), state(14)) == ("Moved: its time or place is another", "None")
    assert state(1, status="cancelled") == "Cancelled"


def test_a_row_has_one_picture_of_the_web_and_a_place() -> None:
    def shown(**more: Any) -> dict[str, Any]:
        return row(event(**more), ZONE, date(2026, 3, 6), NOW)

    small = {"url": "https://a.example/1.jpg", "thumbnailUrl": "https://a.example/s.jpg"}
    assert shown(images=[small, {"url": "https://a.example/2.jpg"}])["image"] == "https://a.example/s.jpg"
    assert (
        shown(images=[{"url": "https://a.example/2.jpg", "thumbnailUrl": None}])["image"] == "https://a.example/2.jpg"
    )
    assert shown(images=[{"url": "javascript:alert(1)"}])["image"] is None
    assert shown(images=[{"url": "https://a.example/1.jpg", "thumbnailUrl": THUMBNAIL}])["image"] == THUMBNAIL
    elsewhere = {"url": "https://a.example/1.jpg", "thumbnailUrl": "//evil.example/x.webp"}
    assert shown(images=[elsewhere])["image"] == "https://a.example/1.jpg"
    nameless = {"name": None, "address": "12, 3rd Cross, Domlur, Bengaluru 560071, Karnataka", "latitude": None}
    assert (shown(venue=nameless)["venue"], shown(venue=nameless)["placed"]) == (
        "12, 3rd Cross, Domlur, Bengaluru 560071", False,
    )  # fmt: skip
    assert (shown()["venue"], shown()["placed"], shown()["label"]) == ("Toit", True, "Music")


def test_the_page_of_an_event_shows_what_is_still_to_come() -> None:
    over, now, next_one = at(1, 20), at(6, 19), at(13, 20)
    shown = detail(event(1, over, now, next_one), ZONE, NOW)
    assert (len(shown["dates"]), shown["more"], shown["past"]) == (2, "", False)
    gone = detail(event(1, over), ZONE, NOW)
    assert (len(gone["dates"]), gone["past"]) == (1, True)
    many = detail(event(1, *(at(day, 20) for day in range(7, 17))), ZONE, NOW)
    assert (len(many["dates"]), many["more"]) == (8, "+ 2 more dates")


def test_without_an_end_a_date_lasts_three_hours_and_a_whole_day_a_day() -> None:
    assert ends(at(6, 20, None)) == datetime(2026, 3, 6, 23, tzinfo=ZONE)
    assert ends(at(6, 0, None, dateOnly=True)) == datetime(2026, 3, 7, 0, tzinfo=ZONE)
    assert ends(at(6, 20, 1)) == datetime(2026, 3, 6, 21, tzinfo=ZONE)


def test_the_page_of_an_event_links_to_the_web_alone() -> None:
    links = [{"name": "Blog", "url": "https://b.example"}, {"source": "feed", "url": "javascript:x"}]
    shown = detail(event(links=links, ticketUrl="ftp://t.example"), ZONE, NOW)
    assert shown["links"] == [{"name": "Blog", "url": "https://b.example"}]
    assert (shown["tickets"], shown["image"]) == (None, None)
    pictured = detail(event(images=[{"url": "https://a.example/1.jpg", "alt": None}]), ZONE, NOW)
    own = {"url": "https://a.example/1.jpg", "src": "https://a.example/1.jpg", "alt": ""}
    assert pictured["image"] == {**own, "width": None, "height": None}
    small = detail(event(images=[{"url": "https://a.example/1.jpg", "thumbnailUrl": THUMBNAIL}]), ZONE, NOW)["image"]
    assert (small["src"], small["width"], small["height"]) == (THUMBNAIL, "640", "427")


def test_an_address_is_shown_as_far_as_it_fits() -> None:
    assert street(None) is None
    assert street("12, 3rd Cross") == "12, 3rd Cross"
    assert street("x" * 70) == "x" * 60


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("12, 3rd Cross, Domlur, Bengaluru 560071, Karnataka", "12, 3rd Cross, Domlur, Bengaluru 560071"),
        (f"{'x' * 30},{'y' * 14}", f"{'x' * 30}, {'y' * 14}"),
        (f"{'x' * 30},{'y' * 15}", "x" * 30),
        (f"{'x' * 61}, y", "x" * 60),
        (" , y", ", y"),
        ("", None),
    ],
)
def test_an_address_is_cut_between_its_parts(address: str, shown: str | None) -> None:
    assert street(address) == shown


@pytest.mark.parametrize(
    ("hours_long", "second"),
    [(17, "to 13:00"), (18, "until 7 Mar")],
)
def test_what_lasts_into_the_next_day_ends_on_a_day_and_a_night_at_an_hour(hours_long: int, second: str) -> None:
    assert hours(at(6, 20, hours_long), ZONE, date(2026, 3, 6)) == ("20:00", second)


@pytest.mark.parametrize(("count", "shown", "more"), [(8, 8, ""), (9, 8, "+ 1 more date")])
def test_the_page_of_an_event_names_eight_dates(count: int, shown: int, more: str) -> None:
    found = detail(event(1, *(at(day, 20) for day in range(7, 7 + count))), ZONE, NOW)
    assert (len(found["dates"]), found["more"]) == (shown, more)


@pytest.mark.parametrize(
    ("occurrence", "about", "is_on"),
    [
        (at(6, 19), {}, True),
        (at(1, 10, 240), {}, True),
        (at(6, 20), {}, True),
        (at(6, 18, 2), {}, False),
        (at(6, 21), {}, False),
        (at(6, 19, None), {}, False),
        (at(6, 0, 24, dateOnly=True), {}, False),
        (at(6, 19, cancelled=True), {}, False),
        (at(6, 19), {"status": "postponed"}, False),
        (at(6, 19), {"status": "cancelled"}, False),
    ],
)
def test_the_page_of_an_event_says_that_it_is_on(
    occurrence: dict[str, Any], about: dict[str, Any], is_on: bool
) -> None:
    (shown,) = detail(event(1, occurrence, **about), ZONE, NOW)["dates"]
    assert shown["on"] == is_on


def test_what_ends_just_now_is_over() -> None:
    assert detail(event(1, at(6, 18, 2)), ZONE, NOW)["past"]
    assert not detail(event(1, at(6, 19, 2)), ZONE, NOW)["past"]


@pytest.mark.parametrize(
    ("when", "choice", "unread", "text"),
    [
        ("all", None, [], ""),
        ("tonight", "tomorrow", [], "Nothing tonight yet; here is tomorrow."),
        ("weekend", "all", [], "Nothing this weekend yet; here is what comes next."),
        ("tonight", "tomorrow", ["a", "b"], "This address asks for something there is not (a, b); here is the rest."),
        ("all", None, ["a" * 80], f"This address asks for something there is not ({'a' * 80}); here is the rest."),
        ("all", None, ["a" * 81], f"This address asks for something there is not ({'a' * 80}); here is the rest."),
    ],
)
def test_a_list_that_is_another_than_was_asked_for_says_so(
    when: str, choice: str | None, unread: list[str], text: str
) -> None:
    assert notice(when, ListWindow(choice, NOW, None) if choice else None, unread) == text


def test_what_messengers_and_mails_add_to_an_address_asks_for_nothing() -> None:
    added = ("utm_source", "utm_id", "fbclid", "gclid", "msclkid", "wbraid", "igsh", "igshid", "mc_eid", "_ga", "_gl")
    assert _asked(QueryParams([("category", "music"), *((name, "x") for name in added)])) == ({"category": "music"}, [])
    assert _asked(QueryParams([("fbclid", "x"), ("colour", "red"), ("when", "soon")])) == ({}, ["colour", "when"])


def test_a_window_as_the_api_has_it() -> None:
    assert window_json(ListWindow("all", NOW, None)) == {"when": "all", "from": NOW.isoformat(), "until": None}
    assert window_json(ListWindow("week", NOW, NOW))["until"] == NOW.isoformat()


def test_that_it_is_sold_out_is_a_word_beside_the_price_and_none_where_it_is_off() -> None:
    def seats(**more: Any) -> str | None:
        found = row(event(1, **more), ZONE, date(2026, 3, 6), NOW)
        assert detail(event(1, **more), ZONE, NOW)["seats"] == found["seats"]
        return str(found["seats"]) if found["seats"] else None

    assert [seats(availability=left) for left in ("sold_out", "limited", "available", None)] == [
        "Sold out", "Few tickets left", None, None,
    ]  # fmt: skip
    assert seats(availability="sold_out", status="cancelled") is None
