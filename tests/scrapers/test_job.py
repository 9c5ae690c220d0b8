"""What a crawl is given and gives back, whole: a job with what it leaves open, Scrapy's settings, masked results."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from scrapy.downloadermiddlewares import cookies
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from include.network.http import MAX_BODY_BYTES, USER_AGENT
from include.network.upstream import Upstreams
from include.scrapers import __main__ as crawling
from include.scrapers import memory
from include.scrapers.__main__ import EXTENSIONS, crawl, masked, settings_of
from include.scrapers.job import CrawlResult, Failure, Job, Page, Row
from include.scrapers.middlewares import Authorization, Cookies, WayOut
from include.scrapers.resolver import GuardedResolver

URL = "https://site.example/"
SELECTORS = {"container": "li", "title": "h3", "date": "time"}
OTHERS = ("end", "location", "address", "price", "description", "image", "status", "link")
OAUTH = {"type": "oauth", "token_url": f"{URL}token", "client_id": "us", "client_secret": "raga"}
BASIC = {"type": "basic", "username": "meena", "password": "raga-dusk"}


def job(**more: Any) -> Job:
    return Job.model_validate({"url": URL, "selectors": SELECTORS, **more})


def test_a_job_states_what_it_leaves_open() -> None:
    assert job().model_dump() == {
        "url": URL, "selectors": {**SELECTORS, **dict.fromkeys(OTHERS)}, "pagination": None, "detail": None,
        "pause": 1.0, "max_seconds": 600.0, "max_items": 10_000, "sites": [], "browser": None,
        "authentication": {"type": "none"}, "proxies": [],
    }  # fmt: skip
    named_otherwise = {"eventContainer": "li", "title": "h3", "date": "time"}
    paged = job(pagination={"type": "numbered", "maxPages": 3}, selectors=named_otherwise)
    assert paged.selectors == job().selectors
    assert paged.pagination is not None
    assert paged.pagination.model_dump() == {
        "type": "numbered", "selector": None, "parameter": "page", "first": 1, "max_pages": 3
    }  # fmt: skip


CLICK = {"type": "click", "selector": "button"}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"selectors": {**SELECTORS, "price": "p["}}, "price: 'p[' is no CSS selector"),
        ({"detail": {"title": "::nothing"}}, "title: '::nothing' is no CSS selector"),
        ({"selectors": {"container": "li", "title": "h3"}}, "Field required"),
        ({"pagination": {"type": "next"}}, "pagination of type next wants the selector of what leads on"),
        ({"pagination": {"type": "click"}}, "pagination of type click wants the selector of what leads on"),
        ({"pagination": {"type": "numbered", "max_pages": 0}}, "greater than or equal to 1"),
        ({"pagination": {"type": "numbered", "max_pages": 201}}, "less than or equal to 200"),
        ({"pagination": CLICK, "browser": False}, "pagination of type click takes a browser"),
        ({"pagination": {"type": "scroll"}, "browser": False}, "pagination of type scroll takes a browser"),
        ({"browser": True, "authentication": OAUTH}, "a token of OAuth is sent with plain requests only"),
        ({"pagination": CLICK, "authentication": OAUTH}, "a token of OAuth is sent with plain requests only"),
        ({"pause": -1}, "greater than or equal to 0"),
        ({"max_seconds": 0}, "greater than 0"),
        ({"max_seconds": 841}, "less than or equal to 840"),
        ({"max_items": 0}, "greater than or equal to 1"),
        ({"max_items": 10_001}, "less than or equal to 10000"),
        ({"sorted": True}, "Extra inputs are not permitted"),
    ],
)
def test_a_job_that_is_none_says_why(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        job(**more)
    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("more", "in_browser"),
    [
        ({}, False), ({"browser": True}, True), ({"browser": False}, False), ({"pagination": CLICK}, True),
        ({"pagination": {"type": "scroll"}}, True), ({"pagination": {"type": "numbered"}}, False),
        ({"pagination": {"type": "numbered"}, "browser": True}, True),
        ({"pagination": {"type": "numbered", "max_pages": 200}, "max_items": 1, "max_seconds": 840, "pause": 0}, False),
    ],
)  # fmt: skip
def test_a_browser_is_taken_where_it_is_wanted_or_needed(more: dict[str, Any], in_browser: bool) -> None:
    assert job(**more).in_browser is in_browser


HANDLER = "include.scrapers.handler.BoundedHandler"


def test_scrapy_is_polite_bounded_and_asks_the_web_alone() -> None:
    whole = settings_of(job(pause=2.5, max_seconds=19))
    assert whole == {
        "USER_AGENT": USER_AGENT, "ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 2.5, "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 2.5, "AUTOTHROTTLE_MAX_DELAY": 30, "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_TIMEOUT": 19.0, "DOWNLOAD_MAXSIZE": MAX_BODY_BYTES, "DOWNLOAD_WARNSIZE": 0,
        "CLOSESPIDER_TIMEOUT": 19.0, "RETRY_TIMES": 2, "RETRY_HTTP_CODES": [502, 503, 504], "REDIRECT_MAX_TIMES": 5,
        "ENTRANCE": URL, "WAY_OUT": None,
        "DOWNLOADER_MIDDLEWARES": {Authorization: 60, WayOut: 70, cookies.CookiesMiddleware: None, Cookies: 700},
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "file": None, "ftp": None, "s3": None, "data": None},
        "TWISTED_DNS_RESOLVER": GuardedResolver, "HTTPPROXY_ENABLED": False, "EXTENSIONS_BASE": EXTENSIONS,
        "LOG_LEVEL": "WARNING",
    }  # fmt: skip
    assert settings_of(job(max_seconds=600))["DOWNLOAD_TIMEOUT"] == 20.0


def test_a_crawl_opens_no_door_of_scrapys_and_keeps_its_time_and_its_pauses() -> None:
    loaded = build_component_list(Settings(settings_of(job())).getwithbase("EXTENSIONS"))
    assert {one.rpartition(".")[2] for one in loaded} == {"CloseSpider", "AutoThrottle"}


def test_a_crawl_goes_out_through_our_proxy_where_it_has_proxies_and_its_browser_always_does() -> None:
    ours = "http://127.0.0.1:9"
    through = settings_of(job(proxies=["http://proxy.example:3128"]), ours)
    assert (through["WAY_OUT"], "PLAYWRIGHT_LAUNCH_OPTIONS" in through) == (ours, False)
    browser = settings_of(job(browser=True), ours)
    assert (browser["WAY_OUT"], "PLAYWRIGHT_LAUNCH_OPTIONS" in browser) == (None, True)
    assert {browser["DOWNLOAD_HANDLERS"][one] for one in ("http", "https")} == {
        "include.scrapers.browser.handler.RenderingHandler"
    }


def result(text: str) -> CrawlResult:
    page = Page.model_construct(url=f"{URL}?{text}", media_type="text/html", body=text.encode(), asked=f"{URL}{text}")
    failure = Failure(url=f"{URL}{text}", error="TransientError", message=f"it said {text}", where="list")
    return CrawlResult(pages=[page], rows=[Row(parts={"title": f"a {text}"})], failures=[failure], ended=True)


@pytest.mark.parametrize(
    ("access", "given", "secret"),
    [(BASIC, [], "bWVlbmE6cmFnYS1kdXNr"), ({"type": "none"}, ["token-of-a-site"], "token-of-a-site")],
    ids=["what is made of a password", "what the site has given"],
)
def test_what_a_site_shows_of_its_secrets_is_masked_everywhere(access: Any, given: list[str], secret: str) -> None:
    shown = result(secret)
    shown.secrets = given
    found = masked(job(authentication=access), shown)
    assert secret not in found.model_dump_json() + str(found.pages[0].body)
    assert found.rows[0].parts == {"title": "a (secret)"}
    assert found.failures[0].message == "it said (secret)"
    assert masked(job(), result("plain")) == result("plain")


@pytest.mark.parametrize(
    ("proxies", "failed", "ending"),
    [
        ([], "it is away", ""),
        (["http://p.example:1"], None, ""),
        (["http://p.example:1"], "it is away", " (it is away)"),
    ],
    ids=["without proxies", "through one that works", "through one that fails"],
)
def test_a_failure_states_what_its_proxy_failed_at(
    monkeypatch: pytest.MonkeyPatch, proxies: list[str], failed: str | None, ending: str
) -> None:
    class Process:
        """Stands for Scrapy's: nothing comes."""

        def __init__(self, _: Any) -> None:
            self.signals, self.kept = self, CrawlResult()

        def create_crawler(self, _: Any) -> Any:
            return self

        def connect(self, *_: Any, **__: Any) -> None:
            """No signal is sent."""

        def crawl(self, *_: Any, result: CrawlResult, **__: Any) -> None:
            self.kept = result

        def start(self) -> None:
            self.kept.failures.append(Failure(url=URL, error="TransientError", message="no answer", where="entrance"))

    class Proxies(Upstreams):
        def __init__(self, addresses: Any) -> None:
            super().__init__(addresses)
            self.failure = failed

    monkeypatch.setattr(crawling, "CrawlerProcess", Process)
    monkeypatch.setattr(crawling, "Upstreams", Proxies)
    assert [one.message for one in crawl(job(proxies=proxies)).failures] == [f"no answer{ending}"]


def test_the_processes_below_one_are_found_in_the_table_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parents = {10: 1, 11: 10, 12: 10, 13: 12, 14: 13, 20: 1, 21: 20}
    for pid, parent in parents.items():
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "stat").write_text(f"{pid} (a (browser) 9) S {parent} 7 7 0")
        (tmp_path / str(pid) / "statm").write_text(f"900 {pid * 10} {pid} 1 0 5 0")
    (tmp_path / "30").mkdir()  # it ended meanwhile
    monkeypatch.setattr(memory, "Path", lambda path: tmp_path / path.removeprefix("/proc").removeprefix("/"))
    assert sorted(memory.children(10)) == [11, 12, 13, 14]
    assert memory.children(14) == []
    assert memory._bytes_of(13) == (130 - 13) * os.sysconf("SC_PAGE_SIZE")
    assert memory._bytes_of(30) == 0
