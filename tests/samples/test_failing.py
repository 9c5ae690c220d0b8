"""However a site fails: the right error, a row in the fetch history, and what was known before stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import JatreError, RateLimited, SourceRefused, TransientError, UnreadablePayload
from include.network import http
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database

GOOD = {
    "schema_org": {"url": "/bflat/events/open-mic"},
    "rss": {"url": "/magazine/feed.xml"},
    "icalendar": {"url": "/centre/events.ics", "coverage": "all"},
    "json_api": {
        "url": "/play/events.json",
        "items": "data.events",
        "fields": {"id": "id", "title": "title", "start": ["when.date", "when.time"]},
    },
    "selectors": {
        "url": "/board/",
        "selectors": {"container": "article.notice", "title": "h2", "date": "time"},
        "pause": 0,
        "max_seconds": 20,
    },
}
EVERYWHERE: dict[str, type[JatreError]] = {
    "500": TransientError,
    "503": TransientError,
    "429": RateLimited,
    "404": SourceRefused,
    "410": SourceRefused,
    "timeout": TransientError,
    "cut": TransientError,
    "cut-json": UnreadablePayload,
    "login": UnreadablePayload,
    "redirects": SourceRefused,
    "away": SourceRefused,
    "huge": UnreadablePayload,
}
CASES = [
    *(("schema_org", how) for how in EVERYWHERE),
    *((kind, how) for kind in ("rss", "icalendar", "json_api") for how in ("500", "429", "cut-json", "login")),
    *(("selectors", how) for how in ("500", "429", "cut", "login", "redirects", "huge")),
]


class SampleReader:
    """A source that was read once, and then fails."""

    def __init__(self, engine: Engine, base: str, folder: Path) -> None:
        self.engine, self.base = engine, base
        self.settings = Settings(archive_uri=f"file://{folder}/archive")

    def read(self, kind: str, url: str | None = None) -> fetch.FetchReport:
        """Fetch the sample of a kind, or the same source at another address."""
        config: dict[str, Any] = GOOD[kind] | {"url": self.base + (url or str(GOOD[kind]["url"]))}
        instance = SourceInstance(slug="a_source", name="A source", kind=kind, config=config, rate_limit=3600)
        with self.engine.begin() as connection:
            stored.store(connection, instance)
        return fetch.run(self.engine, "a_source", None, self.settings)

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def ledger(self) -> list[Any]:
        return self.rows("select *, xmin::text from jatre.events_staging order by id")


@pytest.fixture
def reader(database: Database, sites: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleReader]:
    monkeypatch.setattr(http, "SILENCE_SECONDS", 0.3)
    engine = engine_of(database.pipeline_url)
    yield SampleReader(engine, sites, tmp_path)
    engine.dispose()


@pytest.mark.parametrize(("kind", "how"), CASES, ids=lambda one: one)
def test_a_failure_is_reported_and_does_no_damage(reader: SampleReader, kind: str, how: str) -> None:
    reader.read(kind)
    before = reader.ledger()
    assert before

    with pytest.raises(EVERYWHERE[how]) as raised:
        reader.read(kind, f"/failing/{how}?seconds=2")

    assert type(raised.value) is EVERYWHERE[how]
    assert reader.ledger() == before
    ((status, details),) = reader.rows(
        "select status, error_details from jatre.fetch_history order by started_at desc limit 1"
    )
    assert (status, details["error"]) == ("failed", EVERYWHERE[how].__name__)
    assert "unexpected" not in details
    assert len(details["message"]) > 20
    if isinstance(raised.value, RateLimited):
        assert raised.value.retry_after == 120


def test_a_body_that_never_ends_is_given_up(reader: SampleReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "EXCHANGE_SECONDS", 1.0)

    with pytest.raises(TransientError, match="took more than"):
        reader.read("schema_org", "/failing/drip")


def test_a_wrong_charset_is_seen_through(reader: SampleReader) -> None:
    reader.read("schema_org", "/failing/charset")

    assert reader.rows("select raw_data ->> 'name' from jatre.events_staging") == [("Soirée at the Café – an evening",)]
