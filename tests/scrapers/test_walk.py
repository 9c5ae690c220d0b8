"""A list is walked from page to page, without a process or network: what is asked for, and all that comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from include.scrapers import login
from include.scrapers import spider as spiders
from include.scrapers.job import CrawlResult, Job
from include.scrapers.spider import ListingSpider

URL = "https://site.example/list?of=all"
SELECTORS = {"container": "li", "title": "h3", "date": "time", "link": "a"}
BASIC = {"type": "basic", "username": "meena", "password": "ragas"}


def listed(*titles: str, onward: str = "", numbers: str = "") -> str:
    entries = (f"<li><h3>{one}</h3><time>7 March</time><a href='/e/{one}'>more</a></li>" for one in titles)
    links = "".join(f"<a class=n href='/list?page={one}'>{one}</a>" for one in numbers)
    onwards = f"<a rel=next href={onward}>on</a>" if onward else ""
    return f"<html><ul>{''.join(entries)}</ul><nav>{links}</nav>{onwards}</html>"


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent with each request is told to an engine of Scrapy, of which there is none."""
    monkeypatch.setattr(login, "authorize", lambda *_: None)


class Walk:
    """The requests of a crawl in the order in which Scrapy sends them, each answered at once.

    `pages` has by address a body, the status of a refusal, or the address to which it redirects.
    """

    def __init__(self, pages: Mapping[str, str | int], **job: Any) -> None:
        self.pages, self.result = pages, CrawlResult()
        wanted = Job.model_validate({"url": URL, "selectors": SELECTORS, **job})
        self.spider = ListingSpider(job=wanted, result=self.result)
        self.spider.crawler = get_crawler()
        self.asked: list[str] = []
        waiting = [asyncio.run(anext(self.spider.start()))]
        try:
            while waiting:
                waiting.sort(key=lambda one: -one.priority)
                waiting += self._answered(waiting.pop(0))
        except CloseSpider as closed:
            self.asked.append(f"closed: {closed.reason}")

    def _answered(self, request: Request) -> list[Request]:
        self.asked.append(request.url.removeprefix("https://site.example"))
        assert request.dont_filter, "the walk itself knows what it has seen"
        known = self.pages.get(request.url.removeprefix("https://site.example"), 404)
        if isinstance(known, str) and known.startswith("https://"):
            request.meta["redirect_urls"] = [request.url]
            answer = self._page(known, self.pages[known.removeprefix("https://site.example")], request)
        else:
            answer = self._page(request.url, known, request)
        if answer.status == 200:
            assert request.callback is not None
            return list(request.callback(answer, **request.cb_kwargs) or [])
        failure = Failure(HttpError(answer))  # type: ignore[no-untyped-call]
        failure.request = request  # type: ignore[attr-defined]
        assert request.errback is not None
        if (ended := request.errback(failure)) is not None:
            asyncio.run(ended)
        return []

    def _page(self, url: str, known: str | int, request: Request) -> HtmlResponse:
        status, body = (known, "") if isinstance(known, int) else (200, known)
        return HtmlResponse(
            url, status=status, body=body.encode(), encoding="utf-8", request=request,
            headers={"Content-Type": "text/html; charset='utf-8'"},
        )  # fmt: skip

    def came(self) -> dict[str, Any]:
        """All that came of it."""
        return {
            "asked": self.asked, "ended": self.result.ended,
            "rows": {row.parts.get("title", ""): row.broken_detail for row in self.result.rows},
            "failures": [(one.where, one.error, one.status, one.message) for one in self.result.failures],
        }  # fmt: skip


NEXT = {"type": "next", "selector": "a[rel=next]", "max_pages": 3}
NUMBERED = {"type": "numbered", "max_pages": 3}
LINKED = {"type": "numbered", "selector": "a.n", "max_pages": 3}
FIRST = "/list?of=all"


def of(page: int) -> str:
    return f"/list?of=all&page={page}"


def refused(status: int, page: str, where: str = "list", error: str = "SourceRefused") -> tuple[Any, ...]:
    at = f"https://site.example{page}"
    return where, error, status if error == "SourceRefused" else None, f"{at} answered {status}"


@pytest.mark.parametrize(
    ("job", "pages", "asked", "titles", "ended", "failures"),
    [
        ({}, {FIRST: listed("A", "B")}, [FIRST], "A B", True, []),
        ({}, {FIRST: listed()}, [FIRST], "", True, []),
        # by the link onward, up to the page that has none, leads back, or is one too many
        ({"pagination": NEXT}, {FIRST: listed("A", onward="/2"), "/2": listed("B")}, [FIRST, "/2"], "A B", True, []),
        ({"pagination": NEXT}, {FIRST: listed("A", onward="/2"), "/2": listed("B", onward="/2")}, [FIRST, "/2"], "A B",
         True, []),
        ({"pagination": NEXT}, {FIRST: listed("A", onward="/2"), "/2": listed("B", onward="/3"),
                                "/3": listed("C", onward="/4")}, [FIRST, "/2", "/3"], "A B C", False, []),
        ({"pagination": NEXT}, {FIRST: listed(onward="/2"), "/2": listed(onward="/3")}, [FIRST, "/2"], "", True, []),
        ({"pagination": NEXT}, {FIRST: listed("A", onward="/2"), "/2": listed("A", onward="/3")}, [FIRST, "/2"], "A",
         True, []),
        ({"pagination": NEXT}, {FIRST: listed("A", onward="https://other.example/2")}, [FIRST], "A", True, []),
        ({"pagination": NEXT}, {FIRST: listed("A", onward="/2")}, [FIRST, "/2"], "A", False, [refused(404, "/2")]),
        # by numbers, in the query or as the texts of links; behind the last one nothing is found
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): listed("B")}, [FIRST, of(2), of(3)], "A B", True, []),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): 410}, [FIRST, of(2)], "A", True, []),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): 403}, [FIRST, of(2)], "A", False,
         [refused(403, of(2))]),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): 500}, [FIRST, of(2)], "A", False,
         [refused(500, of(2), error="TransientError")]),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): listed()}, [FIRST, of(2)], "A", True, []),
        ({"pagination": {**NUMBERED, "first": 0, "max_pages": 2, "parameter": "p"}},
         {FIRST: listed("A"), "/list?of=all&p=1": listed("B")}, [FIRST, "/list?of=all&p=1"], "A B", False, []),
        ({"pagination": {**NUMBERED, "parameter": "of"}}, {FIRST: listed("A"), "/list?of=2": listed()},
         [FIRST, "/list?of=2"], "A", True, []),
        ({"pagination": LINKED}, {FIRST: listed("A", numbers="123"), "/list?page=2": listed("B", numbers="12")},
         [FIRST, "/list?page=2"], "A B", True, []),
        # no more entries than are wanted
        ({"pagination": NUMBERED, "max_items": 2}, {FIRST: listed("A", "B"), of(2): listed("C")}, [FIRST, of(2)], "A B",
         False, [("list", "UnreadablePayload", None,
                  f"https://site.example{of(2)}: more than 2 entries (max_items): what follows was not read")]),
        # the entrance must be a list
        ({}, {FIRST: 404}, [FIRST], "", False, [refused(404, FIRST, "entrance")]),
        ({}, {FIRST: 401}, [FIRST], "", False, [refused(401, FIRST, "entrance")]),
        ({"authentication": BASIC}, {FIRST: 401}, [FIRST], "", False,
         [("entrance", "CredentialsRefused", 401, f"https://site.example{FIRST} answered 401")]),
        ({}, {FIRST: "{}"}, [FIRST], "", False,
         [("entrance", "UnreadablePayload", None, f"https://site.example{FIRST}: expected a page")]),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): "{}"}, [FIRST, of(2)], "A", False,
         [("list", "UnreadablePayload", None, f"https://site.example{of(2)}: expected a page")]),
        ({}, {FIRST: "<html><input type=password></html>"}, [FIRST], "", False,
         [("entrance", "UnreadablePayload", None,
           f"https://site.example{FIRST}: a page that asks for a password, where events were expected")]),
        ({"authentication": BASIC}, {FIRST: "<html><input type=password></html>"}, [FIRST], "", False,
         [("entrance", "CredentialsRefused", None,
           f"https://site.example{FIRST}: a page that asks for a password, where events were expected")]),
        ({"pagination": NUMBERED}, {FIRST: listed("A"), of(2): "<html><input type=password></html>"}, [FIRST, of(2)],
         "A", True, []),
    ],
)  # fmt: skip
def test_a_list_is_read_page_by_page_to_its_end(
    job: dict[str, Any], pages: dict[str, Any], asked: list[str], titles: str, ended: bool, failures: list[Any]
) -> None:
    assert Walk(pages, **job).came() == {
        "asked": asked, "rows": dict.fromkeys(titles.split()), "ended": ended, "failures": failures,
    }  # fmt: skip


DETAIL = {"detail": {"title": "h1"}}
OWN = "<html><h1>{}</h1></html>"


@pytest.mark.parametrize(
    ("own", "access", "rows", "failures"),
    [
        (OWN.format("A at length"), None, {"A at length": None}, []),
        (OWN.format(""), None, {"A": None}, []),
        # gone, or never to be read: the list's word stands; else the event stays as it was
        (404, None, {"A": None}, [refused(404, "/e/A", "event")]),
        (410, None, {"A": None}, [refused(410, "/e/A", "event")]),
        (403, None, {"A": "https://site.example/e/A answered 403"}, [refused(403, "/e/A", "event")]),
        (500, None, {"A": "https://site.example/e/A answered 500"},
         [refused(500, "/e/A", "event", error="TransientError")]),
        (401, BASIC, {"A": "https://site.example/e/A answered 401"},
         [("event", "CredentialsRefused", 401, "https://site.example/e/A answered 401")]),
        ("{}", None, {"A": "https://site.example/e/A: expected a page"}, []),
    ],
)  # fmt: skip
def test_an_events_own_page_goes_before_the_list_or_leaves_the_event_as_it_was(
    own: str | int, access: Any, rows: dict[str, str | None], failures: list[Any]
) -> None:
    more = {"authentication": access} if access else {}
    assert Walk({FIRST: listed("A"), "/e/A": own}, **DETAIL, **more).came() == {
        "asked": [FIRST, "/e/A"], "rows": rows, "ended": True, "failures": failures,
    }  # fmt: skip


def test_pages_of_events_come_before_the_next_page_of_the_list() -> None:
    pages = {FIRST: listed("A", "B"), of(2): listed("C"), "/e/A": OWN, "/e/B": OWN, "/e/C": OWN}
    assert Walk(pages, pagination=NUMBERED, **DETAIL).asked == [FIRST, "/e/A", "/e/B", of(2), "/e/C", of(3)]


def test_pages_are_kept_as_they_came_with_what_was_asked_for() -> None:
    moved = {FIRST: "https://site.example/whats-on", "/whats-on": listed("A"), "/e/A": OWN.format("A")}
    kept = [one.model_dump(exclude={"body"}) for one in Walk(moved, **DETAIL).result.pages]
    about = {"media_type": "text/html", "charset": "utf-8"}
    assert kept == [
        {"url": "https://site.example/whats-on", "asked": URL, "where": "entrance", **about},
        {"url": "https://site.example/e/A", "asked": "https://site.example/e/A", "where": "event", **about},
    ]


@pytest.mark.parametrize(("room", "ends"), [(0, False), (-1, True)], ids=["just enough", "one byte less"])
def test_a_crawl_ends_that_brings_too_many_bytes(monkeypatch: pytest.MonkeyPatch, room: int, ends: bool) -> None:
    pages = {FIRST: listed("A"), of(2): listed("B"), of(3): listed()}
    bytes_of_all = sum(len(one) for one in pages.values())
    monkeypatch.setattr(spiders, "MAX_CRAWL_BYTES", bytes_of_all + room)
    walk = Walk(pages, pagination=NUMBERED)
    closed = f"https://site.example{of(3)}: the crawl has brought more than {bytes_of_all - 1:,} bytes, and ends here"
    assert walk.came() == {
        "asked": [FIRST, of(2), of(3), *(["closed: too many bytes"] if ends else [])],
        "rows": {"A": None, "B": None}, "ended": not ends,
        "failures": [("list", "UnreadablePayload", None, closed)] if ends else [],
    }  # fmt: skip


def test_an_error_of_a_page_costs_that_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RecursionError("too deep" * 100)

    monkeypatch.setattr(spiders, "selector_of", broken)
    ((where, error, _, message),) = Walk({FIRST: listed("A")}).came()["failures"]
    assert (where, error) == ("entrance", "UnreadablePayload")
    assert message == f"https://site.example{FIRST}: RecursionError: {'too deep' * 100}"[: len(URL) + 2 + 300]


@pytest.mark.parametrize(("status", "error"), [(401, "CredentialsRefused"), (404, "SourceRefused")])
def test_a_form_that_does_not_come_is_the_entrances_failure(status: int, error: str) -> None:
    form = {"type": "form", "url": "https://site.example/login", "username": "meena", "password": "ragas"}
    walk = Walk({"/login": status, FIRST: listed("A")}, authentication=form)
    message = f"https://site.example/login answered {status}"
    assert walk.came() == {
        "asked": ["/login"], "rows": {}, "ended": False, "failures": [("entrance", error, status, message)]
    }  # fmt: skip
