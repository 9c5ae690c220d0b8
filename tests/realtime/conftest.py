"""A town with its database, and the service over it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conftest import Database
from tests.realtime.running import Running, running
from tests.realtime.town import Town


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    """Where events are put up."""
    town = Town(database.pipeline_url)
    yield town
    town.close()


@pytest.fixture
async def jatre(database: Database, town: Town) -> AsyncIterator[Running]:
    """The service, answering."""
    async with running(database.service_url, keepalive_seconds=0.5) as service:
        yield service
