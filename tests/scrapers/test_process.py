"""The process of a crawl from outside, what its requests bring along, and the memory that it may take."""

from __future__ import annotations

import json
import signal
import subprocess
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings

from include.errors import TransientError
from include.scrapers import memory, process
from include.scrapers.job import CrawlResult, Job
from include.scrapers.middlewares import NO_CREDENTIALS, Authorization, WayOut, authorize, origin_of
from include.settings import ROOT

JOB = Job.model_validate(
    {"url": "https://site.example/", "selectors": {"container": "li", "title": "h3", "date": "time"}, "max_seconds": 60}
)


class Run:
    """How the crawl's process ends, and with what it was started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **done: Any) -> None:
        self.done = SimpleNamespace(**{"returncode": 0, "stdout": CrawlResult(ended=True).model_dump_json().encode(),
                                       "stderr": b"", **done})  # fmt: skip
        self.command: list[str] = []
        self.about: dict[str, Any] = {}
        monkeypatch.setattr(process.subprocess, "run", self.run)

    def run(self, command: list[str], **about: Any) -> Any:
        self.command, self.about = command, about
        if isinstance(self.done.returncode, Exception):
            raise self.done.returncode
        return self.done


def crawl() -> CrawlResult:
    return process.run_crawl(JOB, lambda _: None)  # type: ignore[arg-type,return-value]


def test_a_crawl_knows_its_job_and_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JATRE_PIPELINE_URL", "STAGE_DOOR", "CHROMIUM"):
        monkeypatch.setenv(name, "x")
    run = Run(monkeypatch)
    assert crawl().ended is True
    assert run.command[1:3] == ["-m", "include.scrapers"]
    assert run.about["pass_fds"] == (int(run.command[3]),)
    assert Job.model_validate(json.loads(run.about["input"])) == JOB
    assert run.about["timeout"] == 60 + process.GRACE_SECONDS
    assert run.about["cwd"] == ROOT
    ours = {"PYTHONPATH", "JATRE_FETCH_ALLOW", "JATRE_BROWSER_SANDBOX"}
    assert run.about["env"]["PYTHONPATH"] == str(ROOT)
    assert "CHROMIUM" in run.about["env"]
    assert set(run.about["env"]) <= {*process.PASSED_ON, *ours}


@pytest.mark.parametrize(
    ("done", "message"),
    [
        ({"returncode": 3, "stderr": b" it broke \n"}, "the crawl of https://site.example/ ended with 3: it broke"),
        ({"returncode": -9, "stderr": b"a" + b"b" * 500}, f"ended with -9: {'b' * 500}"),
        ({"stdout": b"no", "stderr": b"odd"}, "the crawl of https://site.example/ brought no result: odd"),
        ({"returncode": subprocess.TimeoutExpired("x", 105.0)}, "took more than 105 s"),
    ],
    ids=["failed", "killed", "no result", "too long"],
)
def test_a_crawl_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch, done: dict[str, Any], message: str) -> None:
    Run(monkeypatch, **done)
    with pytest.raises(TransientError) as raised:
        crawl()
    assert str(raised.value).endswith(message)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Site.example/e/1", ("https", "site.example:443")),
        ("http://site.example/", ("http", "site.example:80")),
        ("https://site.example.:8443/", ("https", "site.example:8443")),
    ],
)
def test_the_origin_of_an_address(url: str, origin: tuple[str, str]) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    ("url", "header", "meta", "sent"),
    [
        ("https://site.example/e/1", "Bearer t", {}, b"Bearer t"),
        ("https://site.example:443/", "Bearer t", {}, b"Bearer t"),
        ("https://site.example:8443/", "Bearer t", {}, None),
        ("http://site.example/", "Bearer t", {}, None),
        ("https://shop.site.example/", "Bearer t", {}, None),
        ("https://site.example/e/1", None, {}, None),
        ("https://site.example/token", "Bearer t", {NO_CREDENTIALS: True}, b"Basic own"),
    ],
)
def test_what_opens_a_site_goes_to_its_own_origin(
    url: str, header: str | None, meta: dict[str, Any], sent: bytes | None
) -> None:
    """What a redirect has carried along goes as well."""
    crawler: Any = SimpleNamespace(settings=Settings({"ENTRANCE": "https://site.example/list"}))
    made = Authorization.from_crawler(crawler)
    crawler.get_downloader_middleware = lambda _: made
    if header:
        authorize(crawler, header)
    request = Request(url, headers={"Authorization": "Basic own"}, meta=meta)
    made.process_request(request)
    assert request.headers.get("Authorization") == sent


@pytest.mark.parametrize(("way", "meta"), [("http://127.0.0.1:9", {"proxy": "http://127.0.0.1:9"}), (None, {})])
def test_each_request_takes_the_way_out_that_there_is(way: str | None, meta: dict[str, str]) -> None:
    crawler: Any = SimpleNamespace(settings=Settings({"WAY_OUT": way} if way else {}))
    request = Request("https://site.example/")
    WayOut.from_crawler(crawler).process_request(request)
    assert request.meta == meta


class Ended(Exception):
    """Of the watch, which goes on for ever."""


@pytest.mark.parametrize(
    ("sizes", "killed"),
    [({1: 40, 2: 60}, []), ({1: 41, 2: 60}, [2]), ({1: 101, 2: 0}, [1]), ({}, [])],
    ids=["as much as may be", "one more", "one alone", "none"],
)
def test_the_largest_process_of_a_browser_ends_when_all_take_too_much(
    monkeypatch: pytest.MonkeyPatch, sizes: dict[int, int], killed: list[int]
) -> None:
    ended: list[tuple[int, int]] = []
    watches: list[Any] = []

    def asleep(_: float) -> None:
        raise Ended

    monkeypatch.setattr(memory, "children", lambda _: list(sizes))
    monkeypatch.setattr(memory, "_bytes_of", sizes.__getitem__)
    monkeypatch.setattr(memory, "os", SimpleNamespace(kill=lambda *what: ended.append(what), getpid=lambda: 0))
    monkeypatch.setattr(memory, "time", SimpleNamespace(sleep=asleep))
    monkeypatch.setattr(
        memory,
        "threading",
        SimpleNamespace(Thread=lambda target, **_: SimpleNamespace(start=lambda: watches.append(target))),
    )
    memory.bound_children(100)
    with pytest.raises(Ended):
        watches[0]()
    assert ended == [(one, signal.SIGKILL) for one in killed]
