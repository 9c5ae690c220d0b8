"""However a platform fails: the right error, a row in the fetch history, and what was known before stays as it was.

The platforms come from the registry, with the bodies of the poisoned fields, so that a new one joins by itself. Tables
of events are read and fail in the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import CredentialsRefused, JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network import http
from include.pipeline.stages import extract, fetch
from include.settings import Settings
from include.sources import registry
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from include.sources.platforms.reading import Platform
from tests.conftest import Database
from tests.sources.conftest import Site
from tests.sources.platforms.support import TOKEN
from tests.sources.test_poisoned_fields import HEALTHY, KINDS, record

PLATFORMS = sorted(kind for kind in registry.KINDS if issubclass(registry.connector(kind), Platform))
READ = sorted([*PLATFORMS, "spreadsheet"])
LOGIN = '<!doctype html><title>Sign in</title><form><input type="password"></form>'
OTHER_LAYOUT = json.dumps({"result": {"happenings": [{"headline": "Jazz"}]}})
GRAPH_EXPIRED = json.dumps({"error": {"code": 190, "message": "Session has expired", "type": "OAuthException"}})
FAILURES: dict[str, tuple[dict[str, Any], type[JatreError]]] = {
    "429": ({"body": b"{}", "status": 429, "headers": {"Retry-After": "120"}}, RateLimited),
    "expired credentials": ({"body": GRAPH_EXPIRED.encode(), "status": 401}, CredentialsRefused),
    "500": ({"body": b"oops", "status": 500}, TransientError),
    "503": ({"body": b"busy", "status": 503}, TransientError),
    "404": ({"body": b"{}", "status": 404}, SourceRefused),
    "timeout": ({"body": b"{}", "delay": 1.0}, TransientError),
    "truncated": ({"body": b'{"events": [', "missing": 5_000}, TransientError),
    "cut JSON": ({"body": b'{"events": [{"id": "1", "na'}, UnreadablePayload),
    "wrong body": ({"body": LOGIN.encode()}, UnreadablePayload),
    "empty body": ({"body": b""}, UnreadablePayload),
    "changed layout": ({"body": OTHER_LAYOUT.encode()}, UnreadablePayload),
}


class Reader:
    """A source that was read once, and then fails."""

    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site = engine, site
        self.settings = Settings(archive_uri=f"file://{folder}/archive")

    def serve(self, kind: str, **about: Any) -> None:
        """One answer, for all that is asked."""
        self.site.put(f"/api{KINDS[kind].path}", **about)

    def read(self, kind: str, *, understand: bool = False) -> fetch.FetchReport:
        token = {"token": {"$secret": "PLATFORM"}} if kind in PLATFORMS else {}
        about = {**KINDS[kind].config, "url": f"{self.site.base}/api", **token}
        instance = SourceInstance(slug="a_source", name="A source", kind=kind, config=about, rate_limit=3600)
        with self.engine.begin() as connection:
            stored.store(connection, instance)
        report = fetch.run(self.engine, "a_source", None, self.settings, secrets={"PLATFORM": TOKEN}.get)
        if understand:  # absences are counted by the dates of what was understood
            extract.run(self.engine)
        return report

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def ledger(self) -> list[Any]:
        return self.rows("select *, xmin::text from jatre.events_staging order by id")


@pytest.fixture
def reader(database: Database, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    monkeypatch.setattr(http, "SILENCE_SECONDS", 0.3)
    engine = engine_of(database.pipeline_url)
    yield Reader(engine, site, tmp_path)
    engine.dispose()


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("how", FAILURES)
def test_a_failure_is_reported_and_does_no_damage(reader: Reader, kind: str, how: str) -> None:
    about, error = FAILURES[how]
    error = SourceRefused if error is CredentialsRefused and kind not in PLATFORMS else error
    reader.serve(kind, body=KINDS[kind].body(list(HEALTHY)))
    reader.read(kind)
    before = reader.ledger()
    assert len(before) == len(HEALTHY)

    reader.serve(kind, **about)
    with pytest.raises(error) as raised:
        reader.read(kind)

    assert type(raised.value) is error
    assert reader.ledger() == before, "an outage takes nothing away"
    ((status, details),) = reader.rows(
        "select status, error_details from jatre.fetch_history order by started_at desc limit 1"
    )
    assert (status, details["error"]) == ("failed", error.__name__)
    assert "unexpected" not in details
    assert len(details["message"]) > 20
    if isinstance(raised.value, RateLimited):
        assert raised.value.retry_after == 120


@pytest.mark.parametrize("kind", READ)
def test_a_second_fetch_of_the_same_is_unchanged(reader: Reader, kind: str) -> None:
    reader.serve(kind, body=KINDS[kind].body(list(HEALTHY)))

    first, second = reader.read(kind), reader.read(kind)

    assert (first.new, second.new, second.changed, second.unchanged) == (2, 0, 0, 2)
    assert TOKEN not in str(reader.ledger())


@pytest.mark.parametrize("kind", READ)
def test_only_lists_of_all_that_is_to_come_take_away_what_is_on_them_no_more(reader: Reader, kind: str) -> None:
    """A listing is gone after two whole fetches without it; what is cut short or fails counts for none."""
    ahead = [record(number, start="2031-03-07T19:00:00+05:30", end="2031-03-07T21:00:00+05:30") for number in range(9)]
    dates = "7 March 2031, 7 pm"
    every = [one | {"title": f"Sitar evening {number}, {dates}"} for number, one in enumerate(ahead)]

    reader.serve(kind, body=KINDS[kind].body(every))
    first = reader.read(kind, understand=True)
    reader.serve(kind, body=KINDS[kind].body(every[1:]))
    gone = [reader.read(kind).gone for _ in range(3)]

    assert first.new == len(every)
    assert gone == ([0, 1, 0] if first.complete else [0, 0, 0])
    assert first.complete == (kind not in ("instagram", "google_places"))
