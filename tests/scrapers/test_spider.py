"""The spider of a list, page by page, without a crawl: where it goes next, what it keeps, when the list has ended."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from include.scrapers.job import CrawlResult, Job, Row

URL = "https://site.example/events"
SELECTORS = {"container": "li", "title": "h3", "date": "time", "link": "a"}
NEXT = {"type": "next", "selector": "a[rel=next]", "max_pages": 3}
NUMBERED = {"type": "numbered", "max_pages": 3}
LINKS = {"type": "numbered", "selector": "nav a", "max_pages": 3}
BASIC = {"type": "basic", "username": "meena", "password": "raga"}


def spider(**more: Any) -> Any:
    # not at the top: its import walks the stack, which takes seconds of each process that looks for tests
    made = import_module("include.scrapers.spider")
    return made.ListingSpider(
        job=Job.model_validate({"url": URL, "selectors": SELECTORS, **more}), result=CrawlResult()
    )


def entry(title: str, link: str | None = None) -> str:
    return f"<li><h3>{title}</h3><time>7 March</time>{f'<a href={link}>more</a>' if link else ''}</li>"


def page(*entries: str, url: str = URL, more: str = "") -> HtmlResponse:
    body = f"<!doctype html><html><body><ul>{''.join(entries)}</ul>{more}</body></html>"
    return HtmlResponse(url, body=body.encode(), encoding="utf-8", request=Request(url))


def onward(made: Any, answer: Response, number: int = 1) -> list[tuple[str, Any]]:
    """Where a page leads: addresses, with the number of a list's page."""
    return [(one.url, one.cb_kwargs.get("number")) for one in made.read_list(answer, number)]


def titles(made: Any) -> list[str]:
    return [row.parts["title"] for row in made.result.rows]


def failures(made: Any) -> list[tuple[str, str, str]]:
    return [(one.error, one.where, one.message) for one in made.result.failures]


NAV = "<nav><a href=/events?p=1>1</a><a href=/events?p=2>2</a><a href=/events?p=3>3</a></nav>"


@pytest.mark.parametrize(
    ("pagination", "url", "more", "expected", "ended"),
    [
        (None, URL, "", [], True),
        (NEXT, URL, "<a rel=next href=/events/2>Next</a>", [("https://site.example/events/2", 2)], False),
        (NEXT, URL, "", [], True),
        (NEXT, URL, "<a rel=next href=https://other.example/2>Next</a>", [], True),
        (NEXT, URL, "<a rel=next href=/events>Next</a>", [], True),
        (NUMBERED, URL, "", [(f"{URL}?page=2", 2)], False),
        (NUMBERED | {"parameter": "p", "first": 0}, f"{URL}?p=0&kind=", "", [(f"{URL}?kind=&p=1", 2)], False),
        (LINKS, URL, NAV, [("https://site.example/events?p=2", 2)], False),
        (LINKS | {"first": 2}, URL, NAV, [("https://site.example/events?p=3", 2)], False),
        (LINKS | {"first": 3}, URL, NAV, [], True),
    ],
    ids=["one page", "a next one", "no next one", "a next one elsewhere", "a next one that is this one",
         "a number", "a number of its own", "links", "links from two", "no such link"],
)  # fmt: skip
def test_where_a_list_goes_on(
    pagination: dict[str, Any] | None, url: str, more: str, expected: list[tuple[str, int]], ended: bool
) -> None:
    made = spider(pagination=pagination, url=url)
    made.visited.add(url)
    assert onward(made, page(entry("Quiz"), url=url, more=more)) == expected
    assert (titles(made), made.result.ended, failures(made)) == (["Quiz"], ended, [])


def test_no_more_pages_are_read_than_are_wanted() -> None:
    made = spider(pagination=NUMBERED)
    assert onward(made, page(entry("Quiz"), url=f"{URL}?page=2"), 2) == [(f"{URL}?page=3", 3)]
    assert onward(made, page(entry("Jazz"), url=f"{URL}?page=3"), 3) == []
    assert made.result.ended is False


def test_a_later_page_without_news_is_the_end_and_a_first_one_is_not() -> None:
    made = spider(pagination=NUMBERED)
    assert onward(made, page()) == [(f"{URL}?page=2", 2)]
    assert onward(made, page(url=f"{URL}?page=2"), 2) == []
    assert made.result.ended is True


def test_what_is_more_than_the_source_wants_ends_it_without_the_end_of_the_list() -> None:
    made = spider(pagination=NUMBERED, max_items=1)
    assert onward(made, page(entry("Quiz"), entry("Jazz"))) == []
    assert (titles(made), made.result.ended) == (["Quiz"], False)


def test_pages_of_the_list_come_before_those_behind_them_and_are_asked_for_once_more() -> None:
    made = spider()
    first, third = made._page(URL, 1), made._page(f"{URL}?page=3", 3)
    assert (first.priority, third.priority) == (-1, -3)
    assert first.dont_filter
    assert made.visited == {URL, f"{URL}?page=3"}
    assert first.errback == made.list_failed


def test_each_entry_leads_to_its_own_page() -> None:
    made = spider(detail={"title": "h1"}, sites=["friend.example"])
    links = ["/e/1", "https://friend.example/e/2", "https://other.example/e/3"]
    found = list(made.read_list(page(*(entry(f"Quiz {one}", one) for one in links), entry("Jazz")), 1))
    assert [one.url for one in found] == ["https://site.example/e/1", "https://friend.example/e/2"]
    assert [one.cb_kwargs["row"].parts["title"] for one in found] == ["Quiz /e/1", "Quiz https://friend.example/e/2"]
    assert all(one.dont_filter and one.errback == made.detail_failed for one in found)


def test_an_events_own_page_goes_before_the_list() -> None:
    made = spider(detail={"title": "h1"})
    row = Row(parts={"title": "Quiz", "date": "7 March"})
    made.read_detail(HtmlResponse(f"{URL}/1", body=b"<html><h1>Big quiz</h1></html>", request=Request(f"{URL}/1")), row)
    assert row.parts == {"title": "Big quiz", "date": "7 March"}
    assert [(one.where, one.url) for one in made.result.pages] == [("event", f"{URL}/1")]


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ({"headers": {"Content-Type": "text/html; charset='latin-1'"}}, (URL, "text/html", "latin-1")),
        ({"headers": {"Content-Type": "application/xhtml+xml"}}, (URL, "application/xhtml+xml", "")),
        ({}, (URL, "text/html", "")),
        ({"request": Request(URL, meta={"redirect_urls": ["https://site.example/", URL]})},
         ("https://site.example/", "text/html", "")),
        ({"request": None}, (URL, "text/html", "")),
    ],
    ids=["declared", "of a kind", "undeclared", "after redirects", "of no request"],
)  # fmt: skip
def test_a_page_is_kept_with_what_it_says_of_itself(answer: dict[str, Any], about: tuple[str, str, str]) -> None:
    made = spider()
    kept = made._take(Response(URL, body=b"<p>x</p>", **{"request": Request(URL), **answer}), "list")
    assert (kept.asked, kept.media_type, kept.charset) == about
    assert (kept.url, kept.body, kept.where, made.result.pages) == (URL, b"<p>x</p>", "list", [kept])


@pytest.mark.parametrize(("size", "ends"), [(30, False), (31, True)])
def test_a_crawl_that_brings_too_much_ends(monkeypatch: pytest.MonkeyPatch, size: int, ends: bool) -> None:
    monkeypatch.setattr(import_module("include.scrapers.spider"), "MAX_CRAWL_BYTES", 60)
    made = spider()
    made._take(Response(URL, body=b"x" * 30, request=Request(URL)), "list")
    if ends:
        with pytest.raises(CloseSpider):
            made._take(Response(URL, body=b"x" * size, request=Request(URL)), "list")
        assert [(error, where) for error, where, _ in failures(made)] == [("UnreadablePayload", "list")]
        assert "more than 60 bytes" in failures(made)[0][2]
    else:
        made._take(Response(URL, body=b"x" * size, request=Request(URL)), "list")
    assert len(made.result.pages) == (1 if ends else 2)


@pytest.mark.parametrize(
    ("body", "number", "where", "about"),
    [
        (b"{}", 1, "entrance", "expected a page"),
        (b"{}", 2, "list", "expected a page"),
        (b"<html><li><b>Quiz</b></li></html>", 1, "entrance", "title"),
    ],
    ids=["first", "later", "another layout"],
)
def test_what_is_no_page_of_the_list_says_so(body: bytes, number: int, where: str, about: str) -> None:
    made = spider()
    assert onward(made, HtmlResponse(URL, body=body, request=Request(URL)), number) == []
    ((error, at, message),) = failures(made)
    assert (error, at) == ("UnreadablePayload", where)
    assert message.startswith(f"{URL}: ")
    assert about in message
    assert made.result.ended is False


@pytest.mark.parametrize(("access", "error"), [({"type": "none"}, "UnreadablePayload"), (BASIC, "CredentialsRefused")])
def test_a_list_that_asks_for_the_password_again(access: dict[str, str], error: str) -> None:
    made = spider(authentication=access)
    onward(made, page(more="<form><input type=password></form>"))
    assert [one[0] for one in failures(made)] == [error]


def test_whatever_a_page_raises_is_a_page_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ValueError("x" * 400)

    made = spider()
    monkeypatch.setattr(made.entries, "on", broken)
    assert onward(made, page(entry("Quiz"))) == []
    ((error, where, message),) = failures(made)
    assert (error, where, message) == ("UnreadablePayload", "entrance", f"{URL}: ValueError: {'x' * 288}")


def failure(error: Exception, request: Request) -> Failure:
    found = Failure(error)  # type: ignore[no-untyped-call]
    found.request = request  # type: ignore[attr-defined]
    return found


def answered(status: int, url: str = URL) -> HttpError:
    return HttpError(Response(url, status=status))


@pytest.mark.parametrize(
    ("pagination", "number", "status", "ended", "where"),
    [
        (NUMBERED, 2, 404, True, None), (NUMBERED, 1, 404, False, "entrance"), (NEXT, 2, 404, False, "list"),
        (None, 2, 404, False, "list"), (NUMBERED, 2, 503, False, "list"), (NUMBERED, 2, 403, False, "list"),
    ],
)  # fmt: skip
def test_behind_the_last_number_is_the_end(
    pagination: dict[str, Any] | None, number: int, status: int, ended: bool, where: str | None
) -> None:
    made = spider(pagination=pagination)
    asyncio.run(made.list_failed(failure(answered(status), Request(URL, cb_kwargs={"number": number}))))
    assert made.result.ended is ended
    assert [one.where for one in made.result.failures] == ([where] if where else [])


@pytest.mark.parametrize(
    ("access", "url", "status", "error"),
    [
        (BASIC, URL, 401, "CredentialsRefused"), ({"type": "none"}, URL, 401, "SourceRefused"),
        (BASIC, "https://site.example:8443/e", 401, "SourceRefused"),
        (BASIC, "http://site.example/e", 403, "SourceRefused"),
        (BASIC, "https://site.example/e", 403, "CredentialsRefused"),
    ],
)  # fmt: skip
def test_credentials_are_refused_only_where_they_were_sent(
    access: dict[str, str], url: str, status: int, error: str
) -> None:
    made = spider(authentication=access, detail={"title": "h1"})
    row = Row(parts={"title": "Quiz"})
    made.detail_failed(failure(answered(status, url), Request(url, cb_kwargs={"row": row})))
    assert [one[0] for one in failures(made)] == [error]


@pytest.mark.parametrize(
    ("error", "is_kept"),
    [(answered(404), False), (answered(410), False), (answered(403), True), (answered(503), True),
     (answered(429), True), (IgnoreRequest("Forbidden by robots.txt"), False), (OSError("reset"), True)],
    ids=["404", "410", "403", "503", "429", "forbidden", "reset"],
)  # fmt: skip
def test_an_events_page_that_may_come_back_leaves_the_event_as_it_was(error: Exception, is_kept: bool) -> None:
    made = spider(detail={"title": "h1"})
    row = Row(parts={"title": "Quiz"})
    made.detail_failed(failure(error, Request(URL, cb_kwargs={"row": row})))
    assert (row.broken_detail is not None) is is_kept
    assert [one.where for one in made.result.failures] == ["event"]
