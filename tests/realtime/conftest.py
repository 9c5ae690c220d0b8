"""A seeded scene with its database, and the service over it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    """Where events are put up."""
    scene = Scene(database.pipeline_url)
    yield scene
    scene.close()


@pytest.fixture
async def jatre(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service, answering."""
    async with running(database.service_url, keepalive_seconds=0.5) as service:
        yield service
