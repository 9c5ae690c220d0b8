"""What becomes of a crawl's result, without a crawl: records, completeness, errors, and the parts of an entry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from include.areas.area import load_area
from include.errors import (
    BrokenRecord,
    ConfigurationError,
    CredentialsRefused,
    JatreError,
    RateLimited,
    SourceRefused,
    TransientError,
    UnreadablePayload,
)
from include.network.http import HttpClient
from include.scrapers.job import CrawlResult, Failure, Page, Row
from include.sources import registry
from include.sources.base import FetchResult, RawPayload, Reading
from include.sources.configuration.instance import SourceInstance
from include.sources.connectors import selectors
from include.sources.connectors.selectors import Selectors

READING = Reading(now=datetime(2026, 3, 2, 6, 30, tzinfo=UTC), area=load_area("indiranagar"))

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
URL = "https://site.example/events"
SELECTORS = {"container": "li", "title": "h3", "date": "time"}
PAGE = Page.model_construct(
    url=URL, media_type="text/html", body=b"<ul></ul>", asked=URL, where="entrance", charset="utf-8"
)


def connector(http: HttpClient, state: dict[str, Any] | None = None, **config: Any) -> Selectors:
    instance = SourceInstance(
        slug="club", name="Club", kind="selectors", config={"url": URL, "selectors": SELECTORS, **config}
    )
    made = registry.make(instance, http)
    assert isinstance(made, Selectors)
    made.state = state or {}
    return made


def failure(where: Any, error: Any = "TransientError", **more: Any) -> Failure:
    return Failure(url=URL, error=error, message=f"{URL}: it went wrong", where=where, **more)


def row(title: str | None = "Quiz", date: str = "2026-03-07T19:30", **parts: str) -> Row:
    return Row(parts={**({"title": title} if title else {}), "date": date, **parts})


class Crawls:
    """What the next crawls bring."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, http: HttpClient) -> None:
        self.http = http
        self.result = CrawlResult()
        monkeypatch.setattr(selectors, "run_crawl", lambda *_: self.result)

    def fetched(self, *rows: Row, state: dict[str, Any] | None = None, config: dict[str, Any] | None = None,
                **more: Any) -> FetchResult:  # fmt: skip
        self.result = CrawlResult(**{"pages": [PAGE], "rows": list(rows), "ended": True, **more})
        return connector(self.http, state, **config or {}).fetch(NOW)


@pytest.fixture
def crawls(monkeypatch: pytest.MonkeyPatch, http: HttpClient) -> Crawls:
    return Crawls(monkeypatch, http)


LEFT_OFF = "the list was not read to its end: max_pages or max_seconds do not suffice"
WRONG = f"{URL}: it went wrong"


@pytest.mark.parametrize(
    ("more", "config", "complete", "reasons"),
    [
        ({}, {}, True, []),
        ({"ended": False}, {}, False, [LEFT_OFF]),
        ({"failures": [failure("list")]}, {}, False, [WRONG]),
        ({"failures": [failure("list")], "ended": False}, {}, False, [WRONG]),
        ({"failures": [failure("event")]}, {}, True, [WRONG]),
        ({"failures": [failure("event")], "ended": False}, {}, False, [WRONG, LEFT_OFF]),
        ({}, {"coverage": "part"}, False, []),
        ({"ended": False}, {"coverage": "part"}, False, []),
    ],
    ids=["all", "cut short", "a page away", "a page away and cut short", "an event's page away",
         "an event's page away and cut short", "a part", "a part, cut short"],
)  # fmt: skip
def test_whether_a_list_is_complete(
    crawls: Crawls, more: dict[str, Any], config: dict[str, Any], complete: bool, reasons: list[str]
) -> None:
    found = crawls.fetched(row(), config=config, **more)
    assert (found.complete, [one.reason for one in found.unreadable]) == (complete, reasons)
    assert len(found.records) == 1
    assert found.window.start == NOW


@pytest.mark.parametrize(
    ("error", "expected", "wait"),
    [
        ("RateLimited", RateLimited, 120.0), ("SourceRefused", SourceRefused, None),
        ("CredentialsRefused", CredentialsRefused, None), ("UnreadablePayload", UnreadablePayload, None),
        ("TransientError", TransientError, None),
    ],
)  # fmt: skip
def test_a_first_page_that_does_not_come_is_the_fetchs_error(
    crawls: Crawls, error: str, expected: type[JatreError], wait: float | None
) -> None:
    failures = [failure("event", "SourceRefused"), failure("entrance", error, retry_after=wait)]
    with pytest.raises(expected, match="it went wrong") as raised:
        crawls.fetched(failures=failures)
    assert getattr(raised.value, "retry_after", None) == wait


def test_a_crawl_without_a_page_is_tried_again(crawls: Crawls) -> None:
    with pytest.raises(TransientError, match="before the first page came"):
        crawls.fetched(pages=[])


def test_pages_are_kept_as_they_came(crawls: Crawls) -> None:
    found = crawls.fetched(row())
    assert found.payloads == [
        RawPayload(URL, "text/html", b"<ul></ul>", {"asked": URL, "where": "entrance", "charset": "utf-8"})
    ]


def ids(found: FetchResult) -> list[str]:
    return [one.external_id for one in found.records]


LINK = "https://site.example/e/1"


@pytest.mark.parametrize(
    ("rows", "state", "expected"),
    [
        ([row(link=LINK)], {}, [LINK]),
        ([row(link=URL)], {}, ["~quiz||20260307"]),
        ([row()], {}, ["~quiz||20260307"]),
        ([row(location="Hall One")], {}, ["~quiz|hall one|20260307"]),
        ([row(link=LINK), row("Quiz again", "2026-03-08", link=LINK)], {},
         [f"{LINK}#2026 03 07t19 30", f"{LINK}#2026 03 08"]),
        ([row(link=LINK)], {"shared": [LINK]}, [f"{LINK}#2026 03 07t19 30"]),
        ([row(link=LINK), row(link=LINK, price="₹400")], {}, [LINK]),
        ([row(None, link=LINK)], {}, [LINK]),
    ],
    ids=["its link", "the list's own link", "no link", "with a place", "two dates of one link",
         "a link that had two", "twice the same", "no title but a link"],
)  # fmt: skip
def test_what_an_entry_is_recognised_by(
    crawls: Crawls, rows: list[Row], state: dict[str, Any], expected: list[str]
) -> None:
    found = crawls.fetched(*rows, state=state)
    assert ids(found) == expected
    assert {one.data["seen"] for one in found.records} == {NOW.isoformat()}
    assert found.unreadable == []


def test_an_entry_without_title_and_link_is_set_aside_alone(crawls: Crawls) -> None:
    found = crawls.fetched(row(None), row())
    assert ids(found) == ["~quiz||20260307"]
    assert ["neither title nor link" in one.reason for one in found.unreadable] == [True]


def test_an_entry_whose_own_page_is_away_stays_as_it_was(crawls: Crawls) -> None:
    broken = Row(parts=row(link=LINK).parts, broken_detail="it answered 503")
    found = crawls.fetched(broken, row("Jazz"))
    assert (ids(found), found.kept) == (["~jazz||20260307"], {LINK})


@pytest.mark.parametrize(
    ("badges", "kept"),
    [(["Sold out"], ["Sold out"]), (["Sold out", "Sold out"], [None, None]), (["Sold out", None], ["Sold out", None])],
    ids=["of one entry", "of every entry", "of one of two"],
)
def test_a_badge_that_every_entry_shows_is_the_sites_own(
    crawls: Crawls, badges: list[str | None], kept: list[str | None]
) -> None:
    rows = [row(f"Quiz {at}", **({"badge": one} if one else {})) for at, one in enumerate(badges)]
    assert [one.data.get("badge") for one in crawls.fetched(*rows).records] == kept


@pytest.mark.parametrize(
    ("has_browser", "config", "is_refused"),
    [(True, {"browser": True}, False), (False, {"browser": True}, True), (False, {}, False),
     (False, {"pagination": {"type": "scroll"}}, True)],
)  # fmt: skip
def test_a_site_that_takes_a_browser_is_refused_without_one(
    crawls: Crawls, monkeypatch: pytest.MonkeyPatch, has_browser: bool, config: dict[str, Any], is_refused: bool
) -> None:
    monkeypatch.setattr(selectors, "chromium", lambda: "/usr/bin/chromium" if has_browser else None)
    if is_refused:
        with pytest.raises(ConfigurationError, match=r"club: .* take a browser"):
            crawls.fetched(row(), config=config)
    else:
        assert len(crawls.fetched(row(), config=config).records) == 1


def test_what_was_crawled_before_is_read_again_without_a_browser_or_a_crawl(
    http: HttpClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "chromium", lambda: None)
    body = b"<ul><li><h3>Quiz</h3><time datetime=2026-03-07T19:30>7 March</time></li></ul>"
    made = connector(http, browser=True)
    made.crawled = [RawPayload(URL, "text/html", body, {"asked": URL, "where": "entrance", "charset": ""})]
    found = made.fetch(NOW)
    assert ids(found) == ["~quiz||20260307"]
    assert LEFT_OFF not in [one.reason for one in found.unreadable]


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        ("499", (499, 499)),
        ("1,499.50", (1499.5, 1499.5)),
        ("₹499 onwards", (499, None)),
        ("free", (0, 0)),
        ("", (None, None)),
    ],
)
def test_the_price_of_an_entry(http: HttpClient, price: str, expected: tuple[float | None, float | None]) -> None:
    """A bare number is an amount; anything else is read as people write prices."""
    read = connector(http).transform({"title": "Quiz", "date": "2026-03-07T19:30", "price": price}, READING).price
    assert read is not None
    assert (read.minimum, read.maximum) == expected


def test_the_parts_of_an_entry(http: HttpClient) -> None:
    parts = {
        "title": "Quiz", "date": "2026-03-07T19:30", "location": "Toit, 100 Feet Road", "description": "Bring a pen.",
        "image": "https://site.example/p.jpg", "badge": "Cancelled", "seen": NOW.isoformat(),
    }  # fmt: skip
    read = connector(http).transform(parts, READING)
    assert (read.title, read.status, read.description) == ("Quiz", "cancelled", "Bring a pen.")
    assert read.venue is not None
    assert read.venue.name == "Toit"
    assert [(one.url, one.alt) for one in read.images] == [("https://site.example/p.jpg", "Quiz")]
    without = connector(http).transform(
        {"title": "Quiz", "date": "2026-03-07", "status": "on", "badge": "Cancelled"}, READING
    )
    assert (without.status, without.images) == ("scheduled", [])
    with pytest.raises(BrokenRecord):
        connector(http).transform({"date": "2026-03-07"}, READING)


@pytest.mark.parametrize(
    ("access", "secrets"),
    [({"type": "basic", "username": "meena", "password": "raga"}, ["bWVlbmE6cmFnYQ=="]), ({"type": "none"}, []),
     ({"type": "magic"}, [])],
)  # fmt: skip
def test_what_is_made_of_secrets_is_one(access: dict[str, str], secrets: list[str]) -> None:
    config = {"url": URL, "selectors": SELECTORS, "authentication": access, "coverage": "part"}
    assert list(Selectors.derived_secrets(config)) == secrets
