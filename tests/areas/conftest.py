"""A made-up area, Baixa Velha in Porto Claro, from a folder of its own, and its sites over real HTTP."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from include import db
from include.areas import seed as areas
from include.pipeline.stages import fetch
from include.settings import Settings, settings
from include.sources import seed as sources
from include.sources.instances.seed_file import read_seed, seed_file
from tests.areas.pages import calendar, guide, notices
from tests.pipeline.scene import Scene
from tests.sources.conftest import Site, site

__all__ = ["site"]

SAMPLES = Path(__file__).parent / "samples"
FOLDER = SAMPLES / "baixa_velha"
NOW = "2026-03-20T12:00:00+00:00"
"""A Friday, nine days before summer time begins in Lisbon."""


@pytest.fixture
def own_area(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The settings of an installation for the made-up area."""
    values = {
        "AREA": "baixa-velha", "AREAS_FOLDER": str(SAMPLES), "AS_OF": NOW, "USE_MODELS": "false",
        "ARCHIVE_URI": tmp_path.as_uri(), "SNAPSHOT_FILE": str(tmp_path / "snapshot.json"),
    }  # fmt: skip
    for name, value in values.items():
        monkeypatch.setenv(f"JATRE_{name}", value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def city(own_area: None, database: Any, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """The area seeded by the commands of an installation, its sources fetched and taken through every stage."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    monkeypatch.setenv("PORTO_CLARO", site.base)
    settings.cache_clear()
    site.put("/lua.ics", calendar(), media_type="text/calendar")
    site.put("/guide", guide())
    site.put("/notices.xml", notices(), media_type="application/rss+xml")
    assert areas.main([]) == 0
    assert sources.main([str(seed_file())]) == 0
    engine = db.engine(database.pipeline_url)
    for instance in read_seed(seed_file()):
        assert fetch.run(engine, instance.slug, "test", Settings()).status == "success"
    scene = Scene(engine)
    scene.run()
    yield scene
    engine.dispose()


def changed(parent: Path, file: str, **change: Any) -> Path:
    """A copy of the made-up area with some fields of one file changed; None takes a field away."""
    folder = Path(shutil.copytree(FOLDER, parent / FOLDER.name))
    document = json.loads((folder / file).read_text(encoding="utf-8")) | change
    kept = {name: value for name, value in document.items() if value is not None}
    (folder / file).write_text(json.dumps(kept), encoding="utf-8")
    return folder
