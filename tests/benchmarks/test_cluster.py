"""Published events loaded through all stages: what came to one event, found again by site, title and start."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.cluster.loading import key_of, load
from include.areas import seed
from include.areas.area import load_area
from include.pipeline.runs import pipeline_engine
from include.settings import settings
from tests.conftest import Database


def show(name: str, start: str, **more: Any) -> dict[str, Any]:
    place = {"@type": "Place", "name": "The Courtyard", "address": "12th Main, Indiranagar, Bengaluru 560038"}
    return {"@type": "Event", "name": name, "startDate": f"2026-03-{start}:00+05:30", "location": place, **more}


def test_events_meet_and_are_found_again(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "archive_uri", f"file://{tmp_path}/archive")
    monkeypatch.setattr(settings(), "as_of", datetime(2026, 3, 1, tzinfo=UTC))
    with pipeline_engine() as engine, engine.begin() as connection:
        seed.store(connection, load_area("indiranagar"))
    ours = ("Guide!", show("Recital of the Lake Quartet", "14T19:00"))
    theirs = ("paper", show("Lake Quartet: a recital", "14T19:00"))
    other = ("paper", show("Clay for beginners", "20T10:00"))
    dateless = ("paper", {"@type": "Event", "name": "A day nobody knows"})

    loaded = load([ours, theirs, other, dateless], tmp_path / "feeds")

    assert (loaded.listings, loaded.set_aside, loaded.number_of_events) == (4, 1, 2)
    assert loaded.events[key_of(ours)] == loaded.events[key_of(theirs)] != loaded.events[key_of(other)]
    assert loaded.events[key_of(dateless)] == set()
    assert loaded.days[key_of(ours)] == {date(2026, 3, 14)}
    assert set(loaded.seconds) == {"fetch", "extract", "nlp", "geocode", "dedup", "enrich", "publish"}
