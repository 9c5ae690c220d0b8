"""However a site fails that is read in a browser: the right error, a row in the fetch history, nothing known is lost.

The source is the area's own `bookmyshow_bangalore`, with its saved page on loopback.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import CredentialsRefused, JatreError, RateLimited, TransientError, UnreadablePayload
from include.network.chromium import chromium
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.instances import stored
from tests.conftest import Database
from tests.scrapers.test_page_objects import PAGES, SEEDS
from tests.sources.conftest import Site, site

__all__ = ["site"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium here: install the package chromium, or name one"),
]

SAVED = (PAGES / "bookmyshow_bangalore.html").read_text(encoding="utf-8")
FAILURES: dict[str, tuple[dict[str, Any], type[JatreError]]] = {
    "429": ({"status": 429, "headers": {"Retry-After": "120"}}, RateLimited),
    "expired credentials": ({"status": 401}, CredentialsRefused),
    "500": ({"status": 500}, TransientError),
    "timeout": ({"delay": 12.0}, TransientError),
    "truncated": ({"missing": 5_000}, TransientError),
    "wrong body": ({"body": b'{"events": []}', "media_type": "application/json"}, UnreadablePayload),
    "changed layout": (
        {"body": SAVED.replace("event-title", "name").replace("event-link", "to").encode()},
        UnreadablePayload,
    ),
}


class Reader:
    """The source, fetched into a ledger."""

    def __init__(self, engine: Engine, at: Site, folder: Path) -> None:
        self.engine, self.site = engine, at
        self.settings = Settings(archive_uri=f"file://{folder}/archive")

    def read(self, body: bytes = SAVED.encode(), **about: Any) -> fetch.FetchReport:
        """Fetch what is served so."""
        url = self.site.put("/bangalore/events", body, **about)
        access = {"type": "basic", "username": "meena", "password": {"$secret": "STAGE_DOOR"}}
        more = {"url": url, "pause": 0, "max_seconds": 10 if about.get("delay") else 60, "authentication": access}
        seed = SEEDS["bookmyshow_bangalore"]
        instance = seed.model_copy(update={"config": seed.config | more, "slug": "a_source", "is_active": True})
        with self.engine.begin() as connection:
            stored.store(connection, instance)
        return fetch.run(self.engine, "a_source", None, self.settings, secrets={"STAGE_DOOR": "open sesame"}.get)

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def ledger(self) -> list[Any]:
        return self.rows("select *, xmin::text from jatre.events_staging order by id")


@pytest.fixture
def reader(database: Database, site: Site, tmp_path: Path) -> Iterator[Reader]:
    engine = engine_of(database.pipeline_url)
    yield Reader(engine, site, tmp_path)
    engine.dispose()


def test_failures_take_nothing_away(reader: Reader) -> None:
    """One ledger for all of them: each fetch costs the start of a browser."""
    first = reader.read()
    before = reader.ledger()
    assert (first.new, len(before)) == (3, 3)

    for how, (about, error) in FAILURES.items():
        with pytest.raises(error) as raised:
            reader.read(**about)

        assert type(raised.value) is error, how
        ((status, details),) = reader.rows(
            "select status, error_details from jatre.fetch_history order by started_at desc limit 1"
        )
        assert (status, details["error"]) == ("failed", error.__name__), how
        assert "unexpected" not in details, how
        assert len(details["message"]) > 20, how
        if isinstance(raised.value, RateLimited):
            assert raised.value.retry_after == 120

    empty = reader.read(b"<!doctype html><main>Nothing on</main>")
    again = reader.read()

    assert (empty.found, empty.gone) == (0, 0)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 3)
    assert [row[:5] for row in reader.ledger()] == [row[:5] for row in before]
    assert "open sesame" not in str(reader.rows("select * from jatre.fetch_history")) + str(reader.ledger())
