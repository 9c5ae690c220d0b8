"""All stages: the sample sites, fetched and taken through every stage, give the world that `world.json` describes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

from include import db
from include.areas import seed as areas
from include.areas.area import load_area
from include.pipeline.stages import fetch
from include.settings import Settings, settings
from include.sources.instances import stored
from include.sources.instances.seed_file import read_seed
from samples.calendar import ZONE
from samples.world import Happening, happenings
from tests.pipeline.scene import Scene
from tests.samples.conftest import TODAY, sites  # noqa: F401  (a fixture)

NOW = datetime.combine(TODAY, time(12), tzinfo=ZONE)


@pytest.fixture
def town(database: Any, sites: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:  # noqa: F811
    monkeypatch.setenv("JATRE_AS_OF", NOW.isoformat())
    monkeypatch.setenv("JATRE_PIPELINE_URL", database.pipeline_url)
    monkeypatch.setenv("JATRE_ARCHIVE_URI", tmp_path.as_uri())
    settings.cache_clear()
    engine = db.engine(database.pipeline_url)
    with engine.begin() as connection:
        areas.store(connection, load_area("indiranagar"))
        seeds = read_seed(Path("samples/sources.json"), {**os.environ, "JATRE_SAMPLES_URL": sites})
        for instance in seeds:
            stored.store(connection, instance)
    scene = Scene(engine)
    for instance in seeds:
        fetch.run(engine, instance.slug, "test", Settings())
    scene.run()
    yield scene
    engine.dispose()
    settings.cache_clear()


def test_every_happening_is_one_event_as_the_world_has_it(town: Scene) -> None:
    events = town.events()
    wrong = [trouble for happening in happenings(TODAY) for trouble in _troubles(happening, events)]
    assert not wrong, "\n".join(wrong)


def test_nothing_else_is_public(town: Scene) -> None:
    titles = Counter(event.title for event in town.events())
    known = {title for happening in happenings(TODAY) for title in happening.titles}
    assert set(titles) <= known
    assert sum(titles.values()) == len(happenings(TODAY))


def _troubles(happening: Happening, events: list[Any]) -> list[str]:
    found = [e for e in events if e.title in happening.titles and e.venue_name == happening.venue]
    starts = set(happening.starts)
    found = [e for e in found if starts & {_start(o) for o in e.occurrences}] or found
    if len(found) != 1:
        venues = [(e.title, e.venue_name, str(e.starts_at)) for e in events if e.title in happening.titles]
        return [f"{happening.id}: {len(found)} events; of that title: {venues}"]
    event = found[0]
    got = {_start(o) for o in event.occurrences}
    checks = {
        "starts": starts <= got,
        "dates it is not on": not got & set(happening.never),
        "too many dates": happening.recurring or len(got) == len(starts),
        "status": event.status == happening.status,
        "date only": event.date_only == happening.date_only,
        "category": event.category in (happening.categories or [happening.category]),
        "area": event.area_code == "indiranagar",
        "price": happening.price is None
        or event.price_min == happening.price
        or (event.cost_type == "free" and not happening.price),
        "sources": {link["source"] for link in event.links} <= set(happening.sites),
    }
    return [
        f"{happening.id}: {name}: {event.title} {event.category} {event.cost_type} {event.price_min}"
        f" {sorted(map(str, got))} {event.status}"
        for name, right in checks.items()
        if not right
    ]


def _start(occurrence: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(occurrence["startsAt"].replace("Z", "+00:00")).astimezone(ZONE)
