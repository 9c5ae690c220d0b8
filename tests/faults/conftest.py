"""A PostgreSQL that may be killed: not the one that the other tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deploy.local.database.postgres import Cluster
from tests.durable import durable_server
from tests.faults.natural import Tables, tables
from tests.faults.world import ROOT, Scene, copy_of, sample_sites
from tests.pipelines import forking_pipelines

NewScene = Callable[[], Scene]


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A migrated server with the durability of a real one."""
    with durable_server(tmp_path_factory.mktemp("mortal"), "sown") as cluster:
        yield cluster


@pytest.fixture(scope="module")
def new_world(mortal: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewScene]:
    """Makes databases that know the sample sources and nothing else; all of them live at the same frozen moment."""
    with sample_sites() as sites, forking_pipelines() as forking:
        environment = _environment(sites, tmp_path_factory.mktemp("files"))
        seeding = environment | {"JATRE_PIPELINE_URL": mortal.url("sown", "jatre_pipeline")}
        for module, files in (("include.areas.seed", []), ("include.sources.seed", [ROOT / "samples/sources.json"])):
            done = forking.start(module, list(map(str, files)), seeding)
            assert done.wait(60) == 0, done.communicate()
        yield lambda: copy_of(mortal, "sown", environment, forking)


@pytest.fixture(scope="module")
def calm(new_world: NewScene) -> Scene:
    """A world in which the pipeline ran once and nothing went wrong."""
    world = new_world()
    world.run()
    return world


@pytest.fixture(scope="module")
def undisturbed(calm: Scene) -> Tables:
    """What the tables hold when nothing goes wrong."""
    seen = tables(calm.admin_url)
    assert any(len(met) > 1 for met in seen.events), "no two listings meet, so nothing could be doubled"
    assert sum(event["is_public"] for event in seen.events.values()) > 5
    return seen


def _environment(sites: str, folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "OMP_NUM_THREADS": "1",
        "JATRE_SAMPLES_URL": sites,
        "JATRE_FETCH_ALLOW": urlsplit(sites).netloc,
        "JATRE_AS_OF": datetime.now(UTC).isoformat(),
        "JATRE_ARCHIVE_URI": f"file://{folder}/archive",
        "JATRE_SNAPSHOT_FILE": str(folder / "sources.json"),
    }
