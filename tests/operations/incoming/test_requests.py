"""A row that the service writes leads to the source being read, and holds how it went."""

from __future__ import annotations

import http.server
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from include.network.serving import serving
from include.operations.incoming import requests
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.pipeline.scene import Scene

PAGE = b"""[{"@type": "Event", "@id": "quiz-7", "name": "Pub quiz", "startDate": "2026-03-05T20:00:00+05:30",
"location": {"@type": "Place", "name": "Toit", "address": "298, 100 Feet Road, Indiranagar"}}]"""


class OneEventSite(http.server.BaseHTTPRequestHandler):
    """A list of one event; everything else is not there."""

    def do_GET(self) -> None:
        there = self.path == "/events.json"
        self.send_response(200 if there else 404)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(PAGE if there else b"")

    def log_message(self, *args: object) -> None:
        """Log nothing."""


@pytest.fixture
def site(scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OneEventSite)
    with serving(server):
        monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
        monkeypatch.setenv("JATRE_ARCHIVE_URI", f"file://{tmp_path}/archive")
        monkeypatch.setenv("JATRE_FETCH_ALLOW", f"127.0.0.1:{server.server_port}")
        settings.cache_clear()
        address = f"http://127.0.0.1:{server.server_port}"
        with scene.engine.begin() as connection:
            for slug, path in (("there", "/events.json"), ("gone", "/no/such/page")):
                config = {"url": address + path}
                stored.store(connection, SourceInstance(slug=slug, name=slug, kind="schema_org", config=config))
        yield address
        settings.cache_clear()


def ask(service: psycopg.Connection, target: str, kind: str = "fetch") -> Any:
    row = service.execute("select jatre.request_write_v1(%s, %s, 'meena')", [kind, target]).fetchone()
    assert row
    return row[0]


def stands(service: psycopg.Connection, request: int) -> dict[str, Any]:
    row = service.execute("select jatre.request_get_v1(%s)", [request]).fetchone()
    assert row
    return dict(row[0])


@pytest.fixture
def service(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.service_url, autocommit=True) as connection:
        yield connection


def test_a_source_is_read_all_the_way_because_the_service_asked(
    scene: Scene, site: str, service: psycopg.Connection
) -> None:
    gone, there = ask(service, "gone"), ask(service, "there")
    assert stands(service, there)["state"] == "waiting"

    assert requests.take_requests("run-1") == {"done": 1, "failed": 1}

    done, failed = stands(service, there), stands(service, gone)
    assert (done["state"], done["run_id"], done["answer"]["new"]) == ("done", "run-1", 1)
    assert (failed["state"], failed["answer"]["error"]) == ("failed", "SourceRefused")
    assert [event.title for event in scene.events()] == ["Pub quiz"]
    assert scene.rows("select run_id from jatre.fetch_history where status = 'success'") == [(f"request__{there}",)]


def test_a_preview_writes_nothing(scene: Scene, site: str, service: psycopg.Connection) -> None:
    scene.do("update jatre.event_sources set schedule = null")
    request = ask(service, "there", "preview")

    requests.take_requests("run-1")

    assert stands(service, request)["state"] == "done"
    assert scene.rows("select from jatre.events_staging") == []


def test_what_waits_is_not_asked_twice_and_nobody_can_pile_up(
    scene: Scene, site: str, service: psycopg.Connection
) -> None:
    assert ask(service, "there") == ask(service, "there")
    assert ask(service, "nobody") is None
    scene.do(
        "insert into jatre.event_sources (slug, name, kind, type) select 's' || n, 's', 'rss', 'rss'"
        " from generate_series(1, 120) as n"
    )
    asked = [ask(service, f"s{n}") for n in range(1, 121)]
    assert sum(one is not None for one in asked) == 99


def test_a_request_whose_taker_dies_is_tried_once_more(scene: Scene, site: str, service: psycopg.Connection) -> None:
    request = ask(service, "there")
    for expected in ("waiting", "failed"):
        assert requests._next("run-1", without_previews=False) is not None  # taken, and then the process is gone
        requests._change("requests_abandoned", {})
        assert stands(service, request)["state"] == expected
    assert stands(service, request)["answer"]["error"] == "Abandoned"


def test_previews_wait_for_all_others_and_have_their_time_in_a_run(
    scene: Scene, site: str, service: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long others' sites drag them out: what somebody reads now comes first, and the next run goes on."""
    taken: list[str] = []
    answered = requests._answered

    def noted(request: Any, secrets: Any) -> Any:
        taken.append(request.kind)
        return answered(request, secrets)

    monkeypatch.setattr(requests, "_answered", noted)
    asked = [ask(service, "there", "preview"), ask(service, "gone", "preview"), ask(service, "there")]

    monkeypatch.setattr(requests, "PREVIEWS_SECONDS", -1.0)
    requests.take_requests("first")
    assert taken == ["fetch"]
    assert [stands(service, one)["state"] for one in asked] == ["waiting", "waiting", "done"]

    monkeypatch.setattr(requests, "PREVIEWS_SECONDS", 600.0)
    ask(service, "gone")
    requests.take_requests("second")
    assert taken == ["fetch", "fetch", "preview", "preview"]


def test_what_was_answered_may_be_asked_again(scene: Scene, site: str, service: psycopg.Connection) -> None:
    first = ask(service, "there")
    scene.do("update jatre.pipeline_requests set state = 'done', finished_at = clock_timestamp()")
    again = ask(service, "there")
    assert again is not None
    assert again != first
