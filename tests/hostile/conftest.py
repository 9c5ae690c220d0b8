"""The undisturbed day, run once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from deploy.local.database.postgres import Cluster
from tests.conftest import empty_database
from tests.faults.natural import Tables, tables
from tests.hostile.day import LISTINGS, Feed, healthy_day
from tests.hostile.scene import Scene, scene_with
from tests.pipelines import forking_pipelines

NewScene = Callable[[Sequence[Feed]], Scene]


@pytest.fixture(scope="module")
def new_scene(cluster: Cluster, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewScene]:
    """Makes towns, each with a database of its own."""
    with forking_pipelines() as forking, ExitStack() as stack:

        def make(feeds: Sequence[Feed]) -> Scene:
            database = stack.enter_context(empty_database(cluster, template))
            return stack.enter_context(scene_with(database, feeds, tmp_path_factory.mktemp("archive"), forking))

        yield make


@dataclass(frozen=True)
class Day:
    """What the tables hold after it, by natural keys, and how long it took."""

    tables: Tables
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(new_scene: NewScene) -> Day:
    """The healthy day without any culprit."""
    scene = new_scene(healthy_day())
    seconds = scene.run()
    seen = tables(scene.database.admin_url)
    assert len(seen.listings) == LISTINGS
    assert not scene.waiting()
    assert any(len(met) > 1 for met in seen.events), "no two listings meet"
    assert sum(event["is_public"] for event in seen.events.values()) > LISTINGS // 2
    return Day(seen, seconds)
