"""The pipeline's seeded scene, with places whose hours are refreshed at a business time."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import psycopg
import pytest

from include.operations.place_status import refresh_places
from include.settings import settings
from tests.conftest import Database
from tests.pipeline.scene import Scene, database, scene, seeded

__all__ = ["database", "scene", "seeded"]

Refresh = Callable[[datetime], dict[str, Any]]
ToldOf = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def refresh(scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch) -> Refresh:
    """Bring all places up to date as of a time; none has hours but those that a test states."""
    with psycopg.connect(database.admin_url) as connection:
        connection.execute("delete from jatre.place_hours")
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)

    def at(now: datetime) -> dict[str, Any]:
        monkeypatch.setattr(settings(), "as_of", now)
        return refresh_places()

    return at


@pytest.fixture
def told(database: Database) -> ToldOf:
    """The changes that the feed has got of places, oldest first."""

    def read() -> list[dict[str, Any]]:
        with psycopg.connect(database.admin_url) as connection:
            rows = connection.execute(
                "select payload from jatre.feed_outbox where kind = 'place:status' order by id"
            ).fetchall()
        return [json.loads(payload) for (payload,) in rows]

    return read
