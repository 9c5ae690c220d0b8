"""The entries of a list, page by page: each once, as many as are wanted; and what a page of its own adds to one."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from parsel import Selector

from include.scrapers.entries import Entries, add_details
from include.scrapers.job import CrawlResult, DetailSelectors, Job, Page, Row

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
