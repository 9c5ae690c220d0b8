"""The scene with the pipeline's database in the environment, and a site of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from include.settings import settings
from tests.conftest import Database
from tests.pipeline.scene import Scene, at, database, scene, seeded
from tests.sources.conftest import Site, site

__all__ = ["database", "scene", "seeded", "site"]

TOIT = {"@type": "Place", "name": "Toit", "address": "298, 100 Feet Road, Indiranagar"}


def event(number: int, name: str, **about: Any) -> dict[str, Any]:
    """A schema.org event at Toit, `number` days into the month."""
    return {"@type": "Event", "@id": f"e{number}", "name": name, "startDate": at(number, 20), "location": TOIT} | about


@pytest.fixture
def listed(site: Site) -> Callable[..., str]:
    """Put events on the site; returns the address of the list."""

    def put(*events: dict[str, Any], path: str = "/events.json") -> str:
        return site.put(path, json.dumps(events), media_type="application/json")

    return put


@pytest.fixture
def pipeline(scene: Scene, database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Scene]:
    """The scene, on which requests and commands work."""
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    monkeypatch.setenv("JATRE_ARCHIVE_URI", f"file://{tmp_path}/archive")
    monkeypatch.setenv("JATRE_SNAPSHOT_FILE", str(tmp_path / "snapshot.json"))
    settings.cache_clear()
    yield scene
    settings.cache_clear()
