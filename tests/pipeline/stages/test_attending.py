"""How many people go moves all the time: it is kept beside the ledger, and is no change of anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.db import engine as engine_of
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import stored
from tests.conftest import Database
from tests.sources.conftest import Site, site

__all__ = ["site"]

FIELDS = {"id": "id", "title": "name", "start": "starts", "attending": "guests.going"}


class Reader:
    def __init__(self, engine: Engine, site: Site, folder: Path) -> None:
        self.engine, self.site, self.settings = engine, site, Settings(archive_uri=f"file://{folder}/archive")

    def read(self, *going: Any, **config: Any) -> fetch.FetchReport:
        """Fetch events with that many guests each."""
        events = [
            {
                "id": number,
                "name": f"Sitar evening {number}",
                "starts": "2031-03-07T19:00:00Z",
                "guests": {"going": one},
            }
            for number, one in enumerate(going)
        ]
        url = self.site.put("/api", json.dumps(events), media_type="application/json")
        about = {"url": url, "fields": FIELDS, "ignore": ["guests"], **config}
        source = SourceInstance(slug="a_source", name="A", kind="json_api", config=about, rate_limit=3600)
        with self.engine.begin() as connection:
            stored.store(connection, source)
        return fetch.run(self.engine, "a_source", None, self.settings)

    def rows(self, sql: str) -> list[Any]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    def going(self) -> dict[str, int]:
        return dict(self.rows("select external_id, attending from jatre.listing_popularity"))

    def ledger(self) -> list[Any]:
        return self.rows("select *, xmin::text from jatre.events_staging order by id")


@pytest.fixture
def reader(database: Database, site: Site, tmp_path: Path) -> Iterator[Reader]:
    engine = engine_of(database.pipeline_url)
    yield Reader(engine, site, tmp_path)
    engine.dispose()


def test_a_number_that_moves_is_written_beside_the_ledger_alone(reader: Reader) -> None:
    first = reader.read(10, 20)
    before = reader.ledger()

    second = reader.read(11, 20)

    assert (first.new, second.new, second.changed, second.unchanged) == (2, 0, 0, 2)
    assert reader.ledger() == before
    assert reader.going() == {"0": 11, "1": 20}


def test_a_number_that_stays_writes_nothing(reader: Reader) -> None:
    reader.read(10)
    before = reader.rows("select *, xmin::text from jatre.listing_popularity")

    reader.read(10)

    assert reader.rows("select *, xmin::text from jatre.listing_popularity") == before


@pytest.mark.parametrize("odd", [-1, 10_000_001, True, "many", 3.5, None, [7], {"n": 1}])
def test_what_is_no_number_of_people_is_none(reader: Reader, odd: Any) -> None:
    report = reader.read(odd, 7)

    assert report.new == 2
    assert reader.going() == {"1": 7}
