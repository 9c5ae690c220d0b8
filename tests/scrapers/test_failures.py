"""However a site fails that is read in a browser: the right error, a row in the fetch history, nothing known is lost.

The sources are the area's own that are read so, with their saved pages on loopback, and the failures those of
`tests/sources/test_failure_matrix.py`: none of either can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.errors import CredentialsRefused, JatreError, RateLimited, SourceRefused, UnreadablePayload
from include.network.chromium import chromium
from include.pipeline.stages import fetch
from include.scrapers.job import Job
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.scrapers.test_page_objects import PAGES, SEEDS, job_of
from tests.sources.conftest import Site, site
from tests.sources.test_failure_matrix import FAILURES, forget_hosts

__all__ = ["site"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium here: install the package chromium, or name one"),
]

IN_BROWSER = [one for one in SEEDS.values() if Job.model_validate(job_of(one)).in_browser]
"""Of the area's sources those that are crawled in a browser; `SEEDS` follows the registry."""
PAGE = (PAGES / f"{IN_BROWSER[0].slug}.html").read_bytes()
PASSWORD = "open sesame"
BY_BROWSER: dict[str, type[JatreError]] = {
    # a form with a password, where one was given already
    "wrong body": CredentialsRefused,
    "expired credentials": CredentialsRefused,
    # a crawl comes back from its process with the error's family
    "redirect into our network": SourceRefused,
}
"""Where a crawl that has logged in knows better."""
WAITED_FOR: dict[str, dict[str, Any]] = {"timeout": {"delay": 8.0}, "truncated": {}}
"""Failures that a browser waits out, as long as the crawl may take: so many seconds here."""
MAX_SECONDS = 5
OF_PAGES: dict[str, tuple[dict[str, Any], type[JatreError]]] = {
    "another media type": ({"body": b'{"events": []}', "media_type": "application/json"}, UnreadablePayload),
    "renamed classes": (
        {"body": PAGE.replace(b"event-title", b"name").replace(b"event-link", b"to")},
        UnreadablePayload,
    ),
}
"""Of the first source alone."""
TRIALS = [
    *((how, IN_BROWSER[number // 2 % len(IN_BROWSER)]) for number, how in enumerate(FAILURES)),
    *((how, IN_BROWSER[0]) for how in OF_PAGES),
]


def error_of(how: str) -> type[JatreError]:
    return BY_BROWSER.get(how, (FAILURES | OF_PAGES)[how][1])


OF_EACH_ERROR = list({error_of(how): (how, one) for how, one in reversed(TRIALS)}.values())
"""The first trial that ends in each error."""


class Reader:
    """The sources, fetched into one ledger."""

    def __init__(self, engine: Engine, at: Site, folder: Path) -> None:
        self.engine, self.site = engine, at
        self.settings = Settings(archive_uri=f"file://{folder}/archive")

    def read(self, seed: SourceInstance, max_seconds: int = 60, **about: Any) -> fetch.FetchReport:
        """Fetch one of them from a site that answers so, with its saved page where nothing else is named."""
        saved = (PAGES / f"{seed.slug}.html").read_bytes()
        url = self.site.put(f"/{seed.slug}", **{"body": saved, "media_type": "text/html", **about})
        access = {"type": "basic", "username": "meena", "password": {"$secret": "STAGE_DOOR"}}
        more = {"url": url, "pause": 0, "max_seconds": max_seconds, "authentication": access}
        instance = seed.model_copy(update={"config": seed.config | more, "is_active": True})
        with self.engine.begin() as connection:
            stored.store(connection, instance)
        return fetch.run(self.engine, seed.slug, None, self.settings, secrets={"STAGE_DOOR": PASSWORD}.get)

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


@pytest.mark.parametrize(
    "trials", [OF_EACH_ERROR, pytest.param(TRIALS, marks=pytest.mark.long)], ids=["of each error", "all"]
)
def test_failures_take_nothing_away(reader: Reader, trials: list[tuple[str, SourceInstance]]) -> None:
    """Every failure of the matrix, by turns with each of the sources: a fetch costs the start of a browser."""
    listed = {one.slug: reader.read(one).new for one in IN_BROWSER}
    assert all(listed.values())
    before = reader.ledger()

    for how, one in trials:
        about, _ = (FAILURES | OF_PAGES)[how]
        error = error_of(how)
        forget_hosts(reader.engine)
        with pytest.raises(JatreError) as raised:
            reader.read(one, MAX_SECONDS if how in WAITED_FOR else 60, **about | WAITED_FOR.get(how, {}))

        assert type(raised.value) is error, how
        ((status, details),) = reader.rows(
            "select status, error_details from jatre.fetch_history order by started_at desc limit 1"
        )
        assert (status, details["error"]) == ("failed", error.__name__), how
        assert "unexpected" not in details, how
        assert len(details["message"]) > 20, how
        assert reader.ledger() == before, f"{how}: an outage takes nothing away"
        if isinstance(raised.value, RateLimited):
            assert raised.value.retry_after == 120

    forget_hosts(reader.engine)
    empty = reader.read(IN_BROWSER[0], body=b"<!doctype html><main>Nothing on</main>")
    assert (empty.found, empty.gone) == (0, 0)
    for one in IN_BROWSER:
        again = reader.read(one)
        assert (again.new, again.changed, again.unchanged) == (0, 0, listed[one.slug])
    assert [row[:5] for row in reader.ledger()] == [row[:5] for row in before]
    assert PASSWORD not in str(reader.rows("select * from jatre.fetch_history")) + str(reader.ledger())
