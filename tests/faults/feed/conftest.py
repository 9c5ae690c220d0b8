"""Fresh towns on the server that may be killed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.database.postgres import Cluster
from tests.durable import durable_server
from tests.faults.feed.scene import Scene, new_scene


@pytest.fixture(scope="package")
def perishable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A migrated server with the durability of a real one."""
    with durable_server(tmp_path_factory.mktemp("perishable"), "sown") as cluster:
        yield cluster


@pytest.fixture
def scene(perishable: Cluster) -> Iterator[Scene]:
    """A database of its own, and nobody there yet."""
    perishable.start()
    made = new_scene(perishable, "sown")
    yield made
    perishable.start()
    made.end()
