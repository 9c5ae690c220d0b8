"""The service, a scene, and a browser, as other tests have them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
import pytest_asyncio

from tests.browser.conftest import browser
from tests.conftest import Database
from tests.realtime.conftest import scene
from tests.realtime.running import Running, running

__all__ = ["browser", "scene"]


@pytest_asyncio.fixture(loop_scope="session")
async def jatre(database: Database) -> AsyncIterator[Running]:
    """The service, which lets its clients come back soon."""
    async with running(database.service_url, keepalive_seconds=0.5, retry_milliseconds=100) as service:
        yield service


@pytest.fixture
def owner(database: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        yield connection
