"""What a fetch brought goes into the archive once each, without its secrets, with a record of what was asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from include.errors import SourceRefused
from include.network.http import WebResponse
from include.payloads.payload import RawPayload
from include.pipeline.fetching import health
from include.pipeline.fetching.answers import NotedAnswer
from include.pipeline.fetching.archiving import FetchArchive
from include.redaction import Redactor
from tests.pipeline.fetching.test_written_fetches import SOURCE
from tests.pipeline.noted import NotedConnection

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)
SECRET = "a-secret-of-tests"
URL = "https://site.example/list"


class Bodies:
    """An archive that names bodies by the order in which they come."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.records: list[Any] = []

    def store(self, slug: str, payload: RawPayload, now: datetime) -> str:
        assert (slug, now) == ("site", NOW)
        self.bodies.append(payload.body)
        return f"body {len(self.bodies)}"

    def store_record(self, slug: str, body: bytes, now: datetime) -> str:
        assert (slug, now) == ("site", NOW)
        self.records.append(json.loads(body))
        return "record"


@pytest.fixture
def bodies() -> Bodies:
    return Bodies()


@pytest.fixture
def archive(bodies: Bodies) -> FetchArchive:
    kept: Any = bodies
    return FetchArchive(kept, "site", NOW, Redactor([SECRET]))


def came(
    status: int, body: bytes = b"[]", asked: str = f"GET {URL}", kind: str = "text/html; charset=x"
) -> NotedAnswer:
    return NotedAnswer(asked, WebResponse(URL, status, {"content-type": kind}, body))


@pytest.mark.parametrize(("status", "has_body"), [(200, True), (204, True), (303, True), (304, False), (404, True)])
def test_an_answer_is_recorded_with_its_body_unless_that_is_the_one_before(
    archive: FetchArchive, bodies: Bodies, status: int, has_body: bool
) -> None:
    assert archive.store([], [], [came(status)]) == ["record"]
    found = {"asked": f"GET {URL}", "url": URL, "status": status, "content_type": "text/html; charset=x"}
    assert bodies.records == [{"answers": [{**found, "uri": "body 1"} if has_body else found]}]
    assert len(bodies.bodies) == has_body


@pytest.mark.parametrize("status", [410, None])
def test_a_refusal_is_recorded_with_its_reason(archive: FetchArchive, bodies: Bodies, status: int | None) -> None:
    archive.store([], [], [NotedAnswer("GET x", None, SourceRefused("not here", status))])
    about = {"asked": "GET x", "error": "not here"}
    assert bodies.records == [{"answers": [about if status is None else {**about, "status": status}]}]


def test_what_came_twice_is_kept_once(archive: FetchArchive, bodies: Bodies) -> None:
    page = RawPayload(URL, "text/html", b"page")
    uris = archive.store([page], [page], [came(200, b"page"), came(200, b"other"), came(200, b"other")])
    assert (uris, bodies.bodies) == (["body 1", "record"], [b"page", b"other"])
    assert [one["uri"] for one in bodies.records[0]["answers"]] == ["body 1", "body 2", "body 2"]
    assert "payloads" not in bodies.records[0], "what a request brought is read again by its answer"
    archive.store([], [], [came(200, b"page", kind="application/json")])
    assert bodies.bodies[2:] == [b"page"], "as something else it is read otherwise"


def test_what_was_pushed_is_recorded_with_what_its_connector_has_to_know(archive: FetchArchive, bodies: Bodies) -> None:
    pushed = RawPayload(URL, "application/json", b"{}", {"signed_at": "then", "by": f"token {SECRET}"})
    archive.store([pushed], [pushed], [])
    (kept,) = bodies.records[0]["payloads"]
    assert {name: kept[name] for name in ("url", "media_type", "uri")} == {
        "url": URL, "media_type": "application/json", "uri": "body 1",
    }  # fmt: skip
    assert kept["about"]["signed_at"] == "then"
    assert SECRET not in kept["about"]["by"]


def test_no_secret_is_kept(archive: FetchArchive, bodies: Bodies) -> None:
    body = f"the key is {SECRET}".encode()
    answer = NotedAnswer(f"GET {URL}?key={SECRET}", WebResponse(f"{URL}?key={SECRET}", 200, {}, body))
    refused = NotedAnswer(f"GET {SECRET}", None, SourceRefused(f"no {SECRET}", 403))
    archive.store_unread([RawPayload(f"{URL}?key={SECRET}", "text/plain", body)], [answer, refused])
    assert len(bodies.bodies) == 2
    assert not any(SECRET.encode() in one for one in bodies.bodies)
    assert SECRET not in json.dumps(bodies.records)


def test_where_nothing_came_there_is_nothing_to_read_again(archive: FetchArchive, bodies: Bodies) -> None:
    refused = NotedAnswer("GET x", None, SourceRefused("not here", 410))
    assert archive.store_unread([], []) == archive.store_unread([], [refused]) == []
    assert (bodies.bodies, bodies.records) == ([], [])
    assert archive.store_unread([], [came(200)]) == ["record"]


@pytest.mark.parametrize("reason", [None, "paused after 5 runs"])
def test_a_source_is_paused_after_five_runs_that_failed_over_a_day(
    monkeypatch: pytest.MonkeyPatch, reason: str | None
) -> None:
    connection: Any = NotedConnection(monkeypatch, health, source_pause_failing=[reason] if reason else [])
    assert health.pause_failing(connection, SOURCE) == reason
    assert connection.written == [("source_pause_failing", {"source_id": SOURCE, "runs": 5, "hours": 24})]
