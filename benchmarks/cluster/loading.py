"""Published events taken through the whole pipeline into a scratch database, and which event each came to."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.pipeline.sites import sites
from include.pipeline.runs import STAGES, pipeline_engine, run_fetch, run_stage

Published = tuple[str, dict[str, Any]]
"""The name of a site, and a schema.org event of it."""
Key = tuple[str, str, str]
"""A site's name as a file's, title and start as published: what a listing is found again by."""
_FOUND = """
select s.slug, l.raw_data ->> 'name', l.raw_data ->> 'startDate', coalesce(e.merged_into, l.event_id)::text,
  l.local_dates
from jatre.events_staging as l
join jatre.event_sources as s on s.id = l.source_id
left join jatre.discovered_events as e on e.id = l.event_id
"""


@dataclass(frozen=True)
class Loaded:
    """What came of a load: seconds by stage, listings and events in the database, listings set aside, and who is where.

    `events` holds for each published event the ids of those it belongs to, none where it was set aside; `days` its
    local days.
    """

    seconds: dict[str, float]
    listings: int
    set_aside: int
    events: dict[Key, set[str]] = field(default_factory=dict)
    days: dict[Key, set[date]] = field(default_factory=dict)

    @property
    def number_of_events(self) -> int:
        """How many different events there are."""
        return len(set().union(*self.events.values()))


def file_name(source: str) -> str:
    """A site's name as that of its feed."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in source.lower())[:40]


def key_of(published: Published) -> Key:
    """What the event is found again by."""
    source, event = published
    return file_name(source), str(event.get("name")), str(event.get("startDate"))


def load(published: Iterable[Published], folder: Path) -> Loaded:
    """Serve the events as feeds, a site each, from the empty `folder`, and run all stages on the settings' database."""
    by_site: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for source, event in published:
        by_site[file_name(source)].append(event)
    folder.mkdir(parents=True)
    for site, events in by_site.items():
        (folder / f"{site}.json").write_text(json.dumps(events), encoding="utf-8")
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    slugs = _fetch(folder)
    seconds["fetch"] = time.perf_counter() - began
    aside = 0
    for stage in STAGES:
        began = time.perf_counter()
        aside += _drained(stage)
        seconds[stage] = time.perf_counter() - began
    return _read(slugs, seconds, aside)


def _drained(stage: str) -> int:
    """Run a stage until nothing waits for it that it would take; how many were set aside.

    On a busy machine a run leaves to the next what it, or one source of it, has no time for.
    """
    aside, goes_on = 0, True
    while goes_on:
        report = run_stage(stage)
        aside += report["set_aside"]
        goes_on = report["stopped_early"] and report["taken"] > 0
    return aside


def _fetch(folder: Path) -> dict[str, str]:
    """Bring all feeds into the ledger; the sites by the slugs of their sources."""
    with sites(folder) as found:
        for one in found:
            run_fetch(one.slug, "benchmark")
    return {one.slug: one.name.partition(".json")[0] for one in found}


def _read(slugs: dict[str, str], seconds: dict[str, float], aside: int) -> Loaded:
    with pipeline_engine() as engine, engine.connect() as connection:
        rows = connection.exec_driver_sql(_FOUND).all()
    events: dict[Key, set[str]] = defaultdict(set)
    days: dict[Key, set[date]] = defaultdict(set)
    for slug, title, start, event, local_dates in rows:
        key = slugs[slug], str(title), str(start)
        events[key] |= {event} if event else set()
        days[key] |= set(local_dates or ())
    return Loaded(seconds, len(rows), aside, dict(events), dict(days))
