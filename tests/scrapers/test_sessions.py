"""The cookies of a crawl: which requests bring them, and that no cookie makes a request of its own."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import Any

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares import cookies
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from include.scrapers.access import FormAccess
from include.scrapers.job import CrawlResult, Job, Row
from include.scrapers.middlewares import Cookies

SELECTORS = {"container": "li", "title": "h3", "date": "time", "link": "a"}
KEPT = [
    {"name": "session", "value": "s3ss", "domain": "club.example", "path": "/", "secure": True},
    {"name": "plain", "value": "pl41n", "domain": ".club.example", "path": "/", "secure": False},
]


class Browser:
    """A page that is logged in: what it knows of the site."""

    context: Any
    url = "https://club.example/"

    def __init__(self) -> None:
        self.context = self

    async def cookies(self, _: str) -> list[dict[str, Any]]:
        return KEPT

    async def close(self) -> None:
        """Nothing to close."""


def sent(job: Job, url: str, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What requests for the pages of events bring: for `url` first, then for one at the list's own origin."""

    # not at the top: its import walks the stack, which takes seconds of each process that looks for tests
    rendered = import_module("include.scrapers.browser.spider")

    async def entered(*_: Any) -> None:
        return None

    monkeypatch.setattr(rendered, "fill_in", entered)
    made = rendered.RenderedSpider(job=job, result=CrawlResult())
    made.watch, made.ends = rendered.Watch(job, None, None), float("inf")  # type: ignore[arg-type]
    answer = Response(job.url, request=Request(job.url, meta={"playwright_page": Browser()}))
    asyncio.run(made.log_in(answer, 1, job.authentication))  # type: ignore[arg-type]
    middleware = Cookies.from_crawler(get_crawler())
    rows = [Row(parts={"link": one}) for one in (url, f"{job.url}e/1")]
    requests = list(made._details(rows))
    for one in requests:
        middleware.process_request(one)
    return [one.headers.get("Cookie") or b"" for one in requests]


@pytest.mark.parametrize(
    "url",
    [
        "https://club.example:8443/e/2",
        "http://club.example/e/2",
        "https://shop.club.example/e/2",
        "http://club.example:8080/e/2",
    ],
)
def test_a_session_stays_at_the_origin_of_the_list(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    access = FormAccess(type="form", url="https://club.example/login", username="meena", password="open sesame")
    job = Job.model_validate(
        {"url": "https://club.example/", "selectors": SELECTORS, "detail": {"title": "h1"}, "browser": True,
         "authentication": access}
    )  # fmt: skip

    other, own = sent(job, url, monkeypatch)

    assert (b"session=s3ss" in own, b"plain=pl41n" in own) == (True, True)
    assert other == b""


def test_a_cookie_that_names_no_domain_stays_at_its_host() -> None:
    middleware = Cookies.from_crawler(get_crawler())
    given = {"Set-Cookie": ["session=s3ss; Path=/", "wide=w1de; Path=/; Domain=club.example"]}
    asked = Request("https://club.example/")
    middleware.process_response(asked, Response(asked.url, headers=given))

    below, itself = Request("https://shop.club.example/"), Request("https://club.example/e/1")
    for one in (below, itself):
        middleware.process_request(one)

    assert below.headers["Cookie"] == b"wide=w1de"
    assert set((itself.headers["Cookie"] or b"").split(b"; ")) == {b"session=s3ss", b"wide=w1de"}


def test_no_cookie_downloads_the_list_of_suffixes(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: Any, **__: Any) -> None:
        raise AssertionError("a request leaves")

    monkeypatch.setattr("requests.sessions.Session.request", opened)
    monkeypatch.setattr("requests.sessions.Session.send", opened)
    monkeypatch.setattr("socket.create_connection", opened)

    assert cookies._is_public_domain("co.uk")
    assert not cookies._is_public_domain("club.co.uk")
    assert cookies._split_domain.suffix_list_urls == ()
