"""A database with the area seeded, and a small language for listings: `scene.lists("blr", "1", title=..., at=...)`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from include import db
from include.areas import seed
from include.areas.area import load_area
from include.pipeline import decisions
from include.pipeline.report import StageReport
from include.pipeline.stages import dedup, enrich, extract, geocode, nlp, publish
from include.settings import settings
from include.sources import registry
from tests.conftest import ROOT, Cluster, Database, empty_database, filled_template
from tests.pipeline.deciding import decide

IST = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=IST)
"""A Monday morning."""
STAGES = (extract, nlp, geocode, dedup, enrich, publish)


def at(day: int, hour: int = 19, minute: int = 0, month: int = 3) -> str:
    return datetime(2026, month, day, hour, minute, tzinfo=IST).isoformat()


@dataclass
class Scene:
    """The pipeline on a database of its own, at a fixed business time."""

    engine: Engine

    def source(self, slug: str, priority: int = 5, official: bool = False) -> None:
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    "insert into jatre.event_sources (slug, name, kind, type, priority, official)"
                    " values (:slug, :slug, 'notes', 'replay', :priority, :official) on conflict (slug) do nothing"
                ),
                {"slug": slug, "priority": priority, "official": official},
            )

    def lists(self, slug: str, external_id: str, **raw: Any) -> None:
        """Put a raw record into the ledger, as a fetch does. `at`, `until`, `place` are short for the long fields."""
        self.source(slug)
        if "at" in raw:
            starts = raw.pop("at")
            ends = raw.pop("until", None)
            every = [starts] if isinstance(starts, str) else starts
            raw["occurrences"] = [{"starts_at": one} | ({"ends_at": ends} if ends else {}) for one in every]
        if "place" in raw:
            raw["venue"] = {"name": raw.pop("place")}
        body = json.dumps(raw, sort_keys=True)
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    "insert into jatre.events_staging as l (source_id, external_id, content_hash, raw_data,"
                    " first_seen_at)"
                    " select id, :external_id, :hash, cast(:body as jsonb), jatre.now_v1() from"
                    " jatre.event_sources where slug = :slug"
                    " on conflict (source_id, external_id) do update set raw_data = excluded.raw_data, stage"
                    " = 'extract',"
                    " status = 'pending', set_aside_reason = null, content_hash = excluded.content_hash, gone_at = null"
                    " where l.content_hash <> excluded.content_hash"
                ),
                {
                    "slug": slug,
                    "external_id": external_id,
                    "hash": hashlib.sha256(body.encode()).digest(),
                    "body": body,
                },
            )

    def run(self) -> list[StageReport]:
        """All stages, once."""
        return [stage.run(self.engine) for stage in STAGES]

    def decide(self, kind: Any, listing: tuple[str, str], other: tuple[str, str] | None = None, **more: Any) -> UUID:
        with self.engine.begin() as connection:
            return decide(connection, kind, listing, by="meena", other=other, **more)

    def revoke(self, decision: UUID) -> None:
        with self.engine.begin() as connection:
            decisions.revoke(connection, decision, by="meena")

    def do(self, statement: str, **parameters: Any) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(statement), parameters)

    def rows(self, statement: str, **parameters: Any) -> list[Any]:
        with self.engine.begin() as connection:
            return list(connection.execute(text(statement), parameters).all())

    def groups(self) -> set[frozenset[str]]:
        """Which listings (source/external_id) share an event."""
        found = self.rows(
            "select array_agg(s.slug || '/' || l.external_id) from jatre.events_staging l"
            " join jatre.event_sources s on s.id = l.source_id where l.event_id is not null group by l.event_id"
        )
        return {frozenset(row[0]) for row in found}

    def events(self) -> list[Any]:
        """What the public sees, by start."""
        return self.rows("select * from jatre.event_public_v1 order by starts_at, title")

    def listing(self, slug: str, external_id: str) -> Any:
        return self.rows(
            "select l.* from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id"
            " where s.slug = :slug and l.external_id = :id",
            slug=slug, id=external_id,
        )[0]  # fmt: skip


@pytest.fixture(scope="session")
def seeded(cluster: Cluster, template: str) -> str:
    """Name of a database that holds the area, which takes longer to store than the database to copy."""

    def fill(name: str) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("JATRE_AS_OF", NOW.isoformat())
            settings.cache_clear()
            engine = db.engine(cluster.url(name, "jatre_pipeline"))
            with engine.begin() as connection:
                seed.store(connection, load_area("indiranagar"))
            engine.dispose()
        settings.cache_clear()

    files = (file for folder in ("areas", "places") for file in (ROOT / "include" / folder).rglob("*.*"))
    return filled_template(cluster, template, [file for file in files if file.suffix != ".pyc"], fill)


@pytest.fixture
def database(cluster: Cluster, seeded: str) -> Iterator[Database]:
    """A database of the test's own, with the area in it."""
    with empty_database(cluster, seeded) as made:
        yield made


@pytest.fixture
def scene(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("JATRE_AS_OF", NOW.isoformat())
    monkeypatch.setenv("JATRE_USE_MODELS", "false")
    settings.cache_clear()
    monkeypatch.setitem(registry.KINDS, "notes", ("tests.pipeline.notes:Notes", "replay"))
    engine = db.engine(database.pipeline_url)
    yield Scene(engine)
    engine.dispose()
    settings.cache_clear()


def hours(n: float) -> timedelta:
    return timedelta(hours=n)
