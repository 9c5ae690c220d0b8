"""The service that the clients are tried on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene
from tests.realtime.signing import SECRETS


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    scene = Scene(database.pipeline_url)
    yield scene
    scene.close()


@pytest.fixture
async def jatre(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service, in haste: it is never silent for long, and lets clients come back soon."""
    settings = {"keepalive_seconds": 0.5, "retry_milliseconds": 100, "live_token_secrets": SECRETS}
    async with running(database.service_url, **settings) as service:
        yield service
