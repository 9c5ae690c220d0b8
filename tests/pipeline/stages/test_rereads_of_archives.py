"""What a re-read gives a connector out of the archive, what it makes of the answer, and what it says is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from include.errors import UnreadablePayload
from include.payloads.payload import RawPayload
from include.pipeline.fetching.archived import ArchivedFetch
from include.pipeline.fetching.history import FetchReport
from include.pipeline.stages import reread
from include.sources.base import Delivery, FetchResult, PlaceStatus, RawRecord
from tests.pipeline.noted import row

BEGAN = datetime(2026, 3, 2, 6, tzinfo=UTC)
ENDED = datetime(2026, 3, 2, 6, 5, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 5, tzinfo=UTC)
FETCH = ArchivedFetch(BEGAN, ENDED, NOW, [["a.json"]], 1)


class Reader:
    """A connector that lists what it is told to, and goes on from page to page where it `goes_on`."""

    def __init__(self, kind: str = "rss", pages: int = 0, http: Any = None, **answer: Any) -> None:
        self.kind, self.goes_on = kind, ("page",) if pages else ()
        self.state: dict[str, Any] = {"page": 7, "etag": "x"} if pages else {"etag": "x"}
        self.pages, self.http, self.answer = pages, http, answer
        self.began: list[tuple[datetime, dict[str, Any]]] = []

    def fetch(self, now: datetime) -> FetchResult:
        self.began.append((now, dict(self.state)))
        page = self.state.get("page", 0)
        if page < self.pages:
            self.http.asked.append(page)
        state = {**self.state, "page": page + 1} if self.goes_on else self.state
        usual: dict[str, Any] = {"records": [RawRecord(f"entry {page}", {})], "complete": True, "state": state}
        return FetchResult(**{**usual, **self.answer})


def http(**missing: str) -> Any:
    return row(asked=[], missing=missing)


def read(source: Reader, given: Any, archive: Any = None, fetch: Any = FETCH) -> tuple[FetchResult, dict[str, str]]:
    anything: Any = source
    return reread._read(anything, given, fetch, archive)


def test_what_is_read_again_is_as_of_that_fetch_and_takes_and_archives_nothing() -> None:
    status = PlaceStatus("toit", "Toit", 12.97, 77.64, True, None, NOW)
    source = Reader(
        unchanged=True, taken=[1], payloads=[RawPayload("https://a.example", "text/html", b"")], places=[status]
    )
    found, missing = read(source, http(page="gone"))
    assert (found.as_of, found.unchanged, found.taken, found.payloads, found.places) == (ENDED, False, [], [], [])
    assert [one.external_id for one in found.records] == ["entry 0"]
    assert (missing, source.began) == ({"page": "gone"}, [(NOW, {"etag": "x"})])


def test_what_goes_on_begins_anew_and_is_asked_until_it_asks_for_nothing_more() -> None:
    given = http()
    source = Reader(pages=3, http=given)
    found, _ = read(source, given)
    assert [state.get("page") for _, state in source.began] == [None, 1, 2, 3]
    assert [one.external_id for one in found.records] == ["entry 0", "entry 1", "entry 2", "entry 3"]
    assert found.state == {"etag": "x", "page": 4}


def test_rounds_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reread, "MAX_ROUNDS", 2)
    given = http()
    source = Reader(pages=100, http=given)
    read(source, given)
    assert len(source.began) == 3


class Archive:
    """Has all but what is called gone."""

    def load(self, uri: str) -> bytes:
        if "gone" in uri:
            raise UnreadablePayload(f"{uri} is not there")
        return uri.encode()


def kept(name: str) -> Any:
    about = {"signed_at": "2026-03-01T10:00:00+00:00"}
    return row(url=f"https://a.example/{name}", media_type="text/html", uri=name, about=about)


def archived(*names: str) -> Any:
    payloads = [kept(name) for name in names]
    return row(now=NOW, ended_at=ENDED, began_at=BEGAN, own=lambda _: row(payloads=payloads), pushed=lambda _: payloads)


def test_a_crawl_is_given_its_pages_and_those_that_are_gone_are_named() -> None:
    source: Any = Reader("selectors")
    given: Any = archived("one", "gone", "two")
    _, missing = read(source, http(), Archive(), given)
    assert [(one.url, one.body) for one in source.crawled] == [
        ("https://a.example/one", b"one"), ("https://a.example/two", b"two"),
    ]  # fmt: skip
    assert missing == {"https://a.example/gone": "gone is not there"}


def test_a_webhook_is_given_what_was_pushed_as_it_waited() -> None:
    source: Any = Reader("webhook")
    read(source, http(), Archive(), archived("one", "two"))
    signed = datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert source.deliveries == [
        Delivery(0, "https://a.example/one", b"one", signed), Delivery(1, "https://a.example/two", b"two", signed),
    ]  # fmt: skip


def test_of_what_is_missing_three_reasons_are_named_each_once() -> None:
    report = FetchReport("notes", "1")
    reread._report_missing(report, {})
    assert (report.missing, report.warnings) == (0, [])
    reread._report_missing(report, {"a": "gone", "b": "gone", "c": "broken", "d": "moved"})
    reread._report_missing(report, {f"{number}": f"reason {number}" for number in range(5)})
    assert report.missing == 5
    assert report.warnings == [
        "of 4 requests or bodies the archive has none: gone; broken; moved",
        "of 5 requests or bodies the archive has none: reason 0; reason 1; reason 2, and 2 more",
    ]


def test_a_fetch_that_is_passed_over_is_named_by_when_it_began() -> None:
    assert reread._passed_over(FETCH, UnreadablePayload("no record of https://a.example/?key=secret123")) == (
        "the fetch of 2026-03-02 06:00+00:00 failed then, and cannot be read now; one before it is read: "
        "no record of https://a.example/?key=(secret)"
    )
