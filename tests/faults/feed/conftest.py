"""Fresh towns on the server that may be killed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deploy.local.database import setup
from deploy.local.database.postgres import Cluster
from tests.faults.feed.scene import Scene, new_scene


@pytest.fixture(scope="package")
def perishable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A migrated server with the durability of a real one."""
    cluster = Cluster(tmp_path_factory.mktemp("perishable") / "postgres")
    cluster.start()
    setup.prepare(cluster.url(), cluster.credentials, {"sown": "jatre_owner"})
    setup.migrate(cluster.url("sown", "jatre_owner"))
    yield cluster
    cluster.destroy()


@pytest.fixture
def scene(perishable: Cluster) -> Iterator[Scene]:
    """A database of its own, and nobody there yet."""
    perishable.start()
    made = new_scene(perishable, "sown")
    yield made
    perishable.start()
    made.end()
