"""An event that two sources list, and what is around it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import AREA, Scene

Listed = Callable[..., UUID]


@pytest.fixture
async def jatre(database: Database, scene: Scene) -> AsyncIterator[Running]:
    async with running(database.service_url) as service:
        yield service


@pytest.fixture
def listed(database: Database, scene: Scene) -> Listed:
    """A listing of an event by a source, which is made where it is not there."""

    def add(event: str, slug: str, url: str | None = None, official: bool = False, **more: Any) -> UUID:
        values = {"status": "approved", "external_id": "secret-id-98450", "gone_at": None} | more
        with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
            pipeline.execute(
                "insert into jatre.event_sources (slug, name, kind, type, official, config)"
                " values (%s, %s, 'rss', 'rss', %s, %s) on conflict do nothing",
                [slug, slug.title(), official, Jsonb({"url": "https://private.example/s3cret"})],
            )
            (listing,) = pipeline.execute(
                "insert into jatre.events_staging"
                " (source_id, external_id, content_hash, stage, status, event_id, raw_data, processed_data, gone_at)"
                " select id, %s, '\\x00', 'done', %s, %s, %s, %s, %s from jatre.event_sources where slug = %s"
                " returning id",
                [
                    values["external_id"], values["status"], event, Jsonb({"note": "call Meena on 98450 12345"}),
                    Jsonb({"url": url, "title": "Jazz"}), values["gone_at"], slug,
                ],
            ).fetchone() or (None,)  # fmt: skip
        assert isinstance(listing, UUID)
        return listing

    return add


@pytest.fixture
def place(scene: Scene, database: Database) -> str:
    """A venue of the gazetteer."""
    with psycopg.connect(database.pipeline_url, autocommit=True) as pipeline:
        (found,) = pipeline.execute(
            "insert into jatre.places (slug, name, kind, address, location, area_code)"
            " values ('tree', 'The Rain Tree', 'bar', '12th Main', 'POINT(77.6408 12.9784)', %s) returning id",
            [AREA],
        ).fetchone() or (None,)
    return str(found)
