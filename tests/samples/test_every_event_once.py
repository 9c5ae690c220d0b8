"""The whole pipeline over the sample sites: every happening once, on the right day and hour, whatever day it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event, text

from include.areas import seed as areas
from include.areas.area import load_area
from include.db import engine as engine_of
from include.pipeline.runs import STAGES
from include.pipeline.stages import fetch
from include.settings import Settings
from include.sources.instances import stored
from include.sources.instances.seed_file import read_seed
from samples.calendar import ZONE
from samples.world import Happening, happenings
from tests.conftest import Database
from tests.samples.conftest import TODAY, serving

EVENTS = """
select e.title, e.category, e.venue_name, e.status, e.is_public, array_agg(o.starts_at order by o.starts_at) as starts
from jatre.discovered_events as e inner join jatre.event_occurrences as o on e.id = o.event_id
group by e.id
"""
LEDGER = "select id, xmin::text, cmin::text from jatre.{} order by id"


class Scene:
    """The sample sites on one day, and a database at noon of it."""

    def __init__(self, engine: Engine, today: date, folder: Path, base: str) -> None:
        self.engine = engine
        self.settings = Settings(archive_uri=f"file://{folder}/archive")
        self.sources = read_seed(Path("samples/sources.json"), {"JATRE_SAMPLES_URL": base})
        noon = datetime(today.year, today.month, today.day, 12, tzinfo=ZONE)
        event.listen(engine, "checkout", lambda connection, *_: _set_clock(connection, noon))
        with engine.begin() as connection:
            areas.store(connection, load_area("indiranagar"))
            for source in self.sources:
                stored.store(connection, source)

    def run(self, run_id: str) -> None:
        """Fetch every source, and take what came through all stages."""
        for source in self.sources:
            fetch.run(self.engine, source.slug, run_id, self.settings)
        for stage in STAGES:
            import_module(f"include.pipeline.stages.{stage}").run(self.engine)

    def rows(self, query: str) -> list[dict[str, Any]]:
        with self.engine.connect() as connection:
            return [dict(row) for row in connection.execute(text(query)).mappings()]


def _set_clock(connection: Any, noon: datetime) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("select set_config('jatre.now', %s, false)", (noon.isoformat(),))
    connection.commit()


DAYS = {"wed": 0, "thu": 1, "fri": 2, "sat": 3, "sun": 4, "mon": 5, "tue": 6}
WITH_LONG = ("thu", "fri", "mon", "tue")
"""Days that `make long` tries: in CI one amid the week and those of the weekend stand for them."""


@pytest.fixture(
    params=[pytest.param(n, id=day, marks=[pytest.mark.long] * (day in WITH_LONG)) for day, n in DAYS.items()]
)
def today(request: pytest.FixtureRequest) -> date:
    return TODAY + timedelta(days=request.param)


@pytest.fixture
def scene(database: Database, today: date, tmp_path: Path) -> Iterator[Scene]:
    engine = engine_of(database.pipeline_url)
    with serving(today) as base:
        yield Scene(engine, today, tmp_path, base)
    engine.dispose()


def test_every_happening_becomes_one_event(scene: Scene, today: date) -> None:
    scene.run("run-1")

    events = scene.rows(EVENTS)
    for happening in happenings(today):
        found = [one for one in events if _is(one, happening)]
        assert len(found) == 1, f"{happening.id}: {[one for one in events if one['title'] in happening.titles]}"
        events.remove(found[0])
        assert found[0]["is_public"], happening.id
        assert found[0]["status"] == happening.status, happening.id
        assert found[0]["category"] in happening.categories, happening.id
        assert not set(happening.never) & set(found[0]["starts"]), happening.id
    assert events == []


@pytest.mark.parametrize("today", [0], indirect=True, ids=["wed"])
def test_a_second_run_writes_neither_listing_nor_event_nor_change(scene: Scene, database: Database) -> None:
    tables = ("events_staging", "discovered_events")
    scene.run("run-1")
    before = [scene.rows(LEDGER.format(table)) for table in tables]
    changes = _changes(database)
    assert changes >= 29

    scene.run("run-2")

    assert [scene.rows(LEDGER.format(table)) for table in tables] == before
    assert _changes(database) == changes


def _changes(database: Database) -> int:
    """How many changes the triggers have written for the feed (which the pipeline itself may not read)."""
    with psycopg.connect(database.admin_url) as admin:
        found = admin.execute("select count(*) from jatre.feed_outbox").fetchone()
    return int(found[0]) if found else 0


def _is(one: dict[str, Any], happening: Happening) -> bool:
    venue = happening.venue.partition(",")[0].lower()
    return (
        one["title"] in happening.titles
        and venue in str(one["venue_name"]).lower()
        and set(happening.starts if happening.recurring else happening.starts[:1]) <= set(one["starts"])
        and (happening.recurring or len(one["starts"]) == 1)
    )
