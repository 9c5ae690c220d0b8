"""The entries of a list, page by page: each once, as many as are wanted; and what a page of its own adds to one."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from parsel import Selector

from include.scrapers.job import CrawlResult, DetailSelectors, Job, Page, Row
from include.scrapers.reading.entries import Entries, add_details, read_again

URL = "https://site.example/"
DETAILS = DetailSelectors(title="h1", price=".price")


def entries(max_items: int = 3) -> Entries:
    job = Job.model_validate({
        "url": URL, "max_items": max_items, "selectors": {"container": "li", "title": "h3", "date": "time"},
    })  # fmt: skip
    return Entries(job, CrawlResult())


def parts(*titles: str) -> list[dict[str, str]]:
    return [{"title": one} for one in titles]


def taken(found: Entries) -> list[str]:
    return [row.parts["title"] for row in found.result.rows]


def test_an_entry_is_taken_once_however_often_it_is_shown() -> None:
    found = entries()
    found.take(parts("Quiz", "Jazz", "Quiz"), URL)
    assert [row.parts["title"] for row in found.take(parts("Jazz", "Clay"), URL)] == ["Clay"]
    assert (taken(found), found.full, found.result.failures) == (["Quiz", "Jazz", "Clay"], False, [])


def test_as_many_are_taken_as_are_wanted_over_all_pages_and_more_is_said() -> None:
    found = entries(max_items=3)
    found.take(parts("Quiz", "Jazz"), URL)
    found.take(parts("Clay", "Tango", "Opera"), URL)
    assert (taken(found), found.full) == (["Quiz", "Jazz", "Clay"], True)
    (failure,) = found.result.failures
    assert "more than 3 entries (max_items)" in failure.message


def test_a_page_without_an_entry_of_the_one_before_is_not_that_page_again() -> None:
    found = entries()
    pages = (["Quiz", "Jazz"], ["Quiz", "Jazz", "Clay"], ["Clay"], ["Clay", "Opera"])
    assert [found.holds_last(parts(*one)) for one in pages] == [True, True, False, True]


@pytest.mark.parametrize(
    ("page", "found", "reason"),
    [
        ("<ul></ul>", [], None),
        ("<form><input type=password></form>", [], "asks for a password"),
        ("<form><input type=password></form>", [{"title": "Quiz"}], None),  # a list beside a login
        ("<ul></ul>", [{"date": "7 March"}], "none of 1 entries has a title"),
        ("<ul></ul>", [{"date": "7 March"}, {"link": "/a"}], None),
    ],
)
def test_a_page_that_is_no_list_says_why(page: str, found: list[dict[str, str]], reason: str | None) -> None:
    why = entries().why_no_list(Selector(text=page), found)
    assert why is None if reason is None else reason in (why or "")


def details(body: bytes, **parts: str) -> Row:
    row = Row(parts=parts)
    page: Any = {"url": f"{URL}e/1", "media_type": "text/html", "body": base64.b64encode(body)}
    add_details(row, Page.model_validate(page), DETAILS)
    return row


def test_what_an_events_page_holds_goes_before_what_the_list_holds() -> None:
    row = details(b"<html><h1>Quiz night</h1><i class=price>Rs 200</i>", title="Quiz", date="7 March")
    assert row.parts == {"title": "Quiz night", "price": "Rs 200", "date": "7 March"}
    assert row.broken_detail is None


def test_what_is_no_page_leaves_the_entry_as_the_list_has_it() -> None:
    row = details(b'{"error": "no such event"}', title="Quiz")
    assert (row.parts, row.broken_detail) == ({"title": "Quiz"}, f"{URL}e/1: expected a page")


def saved(url: str, body: str, where: Any, asked: str = "") -> Page:
    return Page.model_construct(
        url=url, media_type="text/html", body=body.encode(), asked=asked or url, where=where, charset="utf-8"
    )


def listed(*titles: str) -> str:
    entries = (f"<li><h3>{one}</h3><time>7 March</time><a href=/e/{one}>more</a></li>" for one in titles)
    return f"<html><ul>{''.join(entries)}</ul></html>"


READ_AGAIN = Job.model_validate({
    "url": URL, "detail": {"title": "h1"},
    "selectors": {"container": "li", "title": "h3", "date": "time", "link": "a"},
})  # fmt: skip


def test_what_was_crawled_is_read_again_in_its_order_with_the_pages_of_its_events() -> None:
    pages = [
        saved(URL, listed("Quiz", "Jazz"), "entrance"),
        saved(f"{URL}there", "<html><h1>Big quiz</h1></html>", "event", asked=f"{URL}e/Quiz"),
        saved(f"{URL}?page=2", listed("Jazz", "Raga"), "list"),
    ]
    found = read_again(READ_AGAIN, pages)
    assert [(row.parts["title"], row.broken_detail) for row in found.rows] == [
        ("Big quiz", None),
        ("Jazz", f"the archive has no page of {URL}e/Jazz"),
        ("Raga", f"the archive has no page of {URL}e/Raga"),
    ]
    assert [(one.where, one.url) for one in found.failures] == [("event", f"{URL}e/Jazz"), ("event", f"{URL}e/Raga")]
    assert found.pages == pages


def test_without_pages_of_their_own_events_are_read_again_from_the_list_alone() -> None:
    found = read_again(READ_AGAIN.model_copy(update={"detail": None}), [saved(URL, listed("Quiz"), "entrance")])
    assert [(row.parts["title"], row.broken_detail) for row in found.rows] == [("Quiz", None)]
    assert found.failures == []


@pytest.mark.parametrize(
    ("first", "second", "failures", "titles"),
    [
        ("{}", listed("Raga"), [("entrance", "expected a page")], ["Raga"]),
        (listed("Quiz"), "{}", [("list", "expected a page")], ["Quiz"]),
        ("<html><li><b>Quiz</b></li></html>", listed("Raga"), [("entrance", "has a title")], ["Raga"]),
        (listed("Quiz"), "<html><li><b>Jazz</b></li></html>", [], ["Quiz", None]),
    ],
    ids=["no page first", "no page later", "another layout first", "an entry without a title later"],
)
def test_a_page_that_is_none_is_named_when_it_is_read_again(
    first: str, second: str, failures: list[tuple[str, str]], titles: list[str | None]
) -> None:
    job = READ_AGAIN.model_copy(update={"detail": None})
    found = read_again(job, [saved(URL, first, "entrance"), saved(f"{URL}2", second, "list")])
    assert [one.where for one in found.failures] == [where for where, _ in failures]
    assert all(about in one.message for one, (_, about) in zip(found.failures, failures, strict=True))
    assert [row.parts.get("title") for row in found.rows] == titles


@pytest.mark.parametrize(("charset", "title"), [("iso-8859-1", "Café"), ("cp437", "CafΘ")])
def test_a_page_is_read_in_the_characters_that_it_declares(charset: str, title: str) -> None:
    page = saved(URL, "", "entrance").model_copy(
        update={"body": listed("Caf\xe9").encode("latin-1"), "charset": charset}
    )
    assert [row.parts["title"] for row in read_again(READ_AGAIN.model_copy(update={"detail": None}), [page]).rows] == [
        title
    ]
