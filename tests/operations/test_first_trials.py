"""First trials: a source goes live when it has been read once, and no earlier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from include.operations import first_trials
from include.operations.first_trials import run_trials
from include.operations.preview.trial import MAX_TRIAL_PAGES
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.sources.instances import snapshot, stored
from tests.conftest import Database
from tests.sources.conftest import NOW, Site

FIELDS = {"id": "id", "title": "name", "start": "starts"}


def event(number: int) -> dict[str, Any]:
    return {"id": number, "name": f"Sitar evening {number}", "starts": f"2026-03-{number + 9:02d}T19:30:00+05:30"}


def put(site: Site, path: str, document: Any) -> str:
    return site.put(path, json.dumps(document), media_type="application/json")


def store(engine: Engine, slug: str, url: str, **about: Any) -> None:
    config = {"url": url, "fields": FIELDS, **about.pop("config", {})}
    known: dict[str, Any] = {"is_active": False, "on_trial": True, "rate_limit": 3600} | about
    with engine.begin() as connection:
        stored.store(connection, SourceInstance(slug=slug, name=slug, kind="json_api", config=config, **known))


def states(engine: Engine) -> dict[str, tuple[bool, bool]]:
    """Whether each source is active, and whether it is on trial."""
    with engine.connect() as connection:
        rows = connection.execute(text("select slug, is_active, on_trial from jatre.event_sources"))
        return {slug: (active, on_trial) for slug, active, on_trial in rows}


def change(engine: Engine, sql: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(sql))


def test_who_gives_events_to_come_is_live_and_the_others_go_on_waiting(engine: Engine, site: Site) -> None:
    store(engine, "good", put(site, "/good", [event(1), event(2)]))
    store(engine, "empty", put(site, "/empty", []))
    store(engine, "over", put(site, "/over", [event(1) | {"starts": "2020-01-01T10:00:00Z"}]))
    store(engine, "broken", site.put("/broken", "<p>moved</p>"))
    store(engine, "gone", f"{site.base}/gone")
    store(engine, "keyed", put(site, "/keyed", [event(3)]), config={"headers": {"X-Key": {"$secret": "NOBODY_HAS"}}})

    found = {one.slug: one for one in run_trials(engine, now=NOW)}

    assert {slug: one.events for slug, one in found.items() if one.reason is None} == {"good": 2}
    assert states(engine) == {slug: (slug == "good", slug != "good") for slug in found}
    reasons = {slug: one.reason or "" for slug, one in found.items()}
    assert "it lists no event" in reasons["empty"]
    assert "no event to come" in reasons["over"]
    assert "404" in reasons["gone"]
    assert "NOBODY_HAS" in reasons["keyed"]
    assert found["good"].line() == "good: 2 events to come; it is live from now on"
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from jatre.events_staging")).scalar_one() == 0


def test_one_that_failed_is_tried_again_and_one_that_passed_is_not(engine: Engine, site: Site) -> None:
    store(engine, "late", put(site, "/late", []))

    first = [one.reason for one in run_trials(engine, now=NOW)]
    put(site, "/late", [event(1)])
    second = [one.reason for one in run_trials(engine, now=NOW)]

    assert (len(first), second) == (1, [None])
    assert list(run_trials(engine, now=NOW)) == []


def test_the_scheduled_trial_keeps_the_reason_until_it_is_passed(
    database: Database, engine: Engine, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "snapshot_file", tmp_path / "snapshot.json")
    store(engine, "late", put(site, "/late", []))

    def reasons() -> Any:
        with engine.connect() as connection:
            return connection.execute(text("select state, reasons from jatre.source_health_v1")).one()

    assert first_trials.try_again() == {"live": 0, "waiting": {"late": "it lists no event"}}
    assert tuple(reasons()) == ("paused", ["it waits for its first trial; the last one: it lists no event"])
    assert not (tmp_path / "snapshot.json").exists()

    put(site, "/late", [event(1) | {"starts": "2096-03-07T19:30:00+05:30"}])

    assert first_trials.try_again() == {"live": 1, "waiting": {}}
    assert [one.is_active for one in snapshot.read(tmp_path / "snapshot.json")] == [True]
    assert "first trial" not in str(reasons())
    assert first_trials.try_again() == {"live": 0, "waiting": {}}


def test_an_administrators_word_stands(engine: Engine, site: Site) -> None:
    url = put(site, "/good", [event(1)])
    for slug in ("passed", "off", "on"):
        store(engine, slug, url)
    change(engine, "update jatre.event_sources set on_trial = false where slug = 'off'")
    change(engine, "update jatre.event_sources set is_active = true where slug = 'on'")
    assert [one.slug for one in run_trials(engine, now=NOW)] == ["passed"]
    change(engine, "update jatre.event_sources set is_active = false where slug = 'passed'")

    for slug in ("passed", "off"):
        store(engine, slug, url)  # seeded again, as at every start

    assert list(run_trials(engine, now=NOW)) == []
    assert states(engine) == {"passed": (False, False), "off": (False, False), "on": (True, True)}


def test_a_trial_reads_a_few_pages_only(engine: Engine, site: Site) -> None:
    for number in range(1, 10):
        put(site, f"/api?page={number}", [event(number)])
    store(engine, "long", f"{site.base}/api", config={"pagination": {"type": "page", "max_pages": 200}})

    (result,) = run_trials(engine, ["long"], now=NOW)

    assert (result.events, len(site.requests)) == (MAX_TRIAL_PAGES, MAX_TRIAL_PAGES)
    with engine.connect() as connection:
        assert stored.one(connection, "long").instance.config["pagination"]["max_pages"] == 200


def test_the_command_shows_each_source_and_rewrites_the_snapshot(
    database: Database, engine: Engine, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(settings(), "pipeline_url", database.pipeline_url)
    monkeypatch.setattr(settings(), "snapshot_file", tmp_path / "snapshot.json")
    ahead = event(1) | {"starts": "2096-03-07T19:30:00+05:30"}
    store(engine, "good", put(site, "/good", [ahead]))
    store(engine, "empty", put(site, "/empty", []))

    assert first_trials.main([]) == 0

    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        "   empty: still waits for its first trial: it lists no event",
        "   good: 1 events to come; it is live from now on",
    ]
    live = {one.slug: one.is_active for one in snapshot.read(tmp_path / "snapshot.json")}
    assert live == {"empty": False, "good": True}
    assert first_trials.main(["good", "gooD"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"   no source {slug!r} waits for its first trial" for slug in ("gooD", "good")
    ]


def test_a_trial_counts_against_the_limit_that_all_workers_share(engine: Engine, site: Site) -> None:
    store(engine, "club", put(site, "/club", []), rate_limit=1)

    reasons = [one.reason or "" for _ in range(2) for one in run_trials(engine, now=NOW)]

    assert "lists no event" in reasons[0]
    assert "our own limit" in reasons[1]
    assert len(site.requests) == 1
