"""A source's DAG, run by Airflow itself from a site to the tables that the page reads."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.conftest import Database
from tests.dags.support import ROOT, Ready
from tests.faults.world import sample_sites

pytestmark = pytest.mark.airflow


@pytest.fixture(scope="module")
def sites() -> Iterator[str]:
    with sample_sites() as url:
        yield url


@pytest.fixture
def world(ready: Ready, airflow: dict[str, str], sites: str, database: Database, tmp_path: Path) -> dict[str, str]:
    """Area, sample sources, and one source whose site has gone, in a database of this test's own."""
    gone = {"slug": "gone", "name": "Gone", "kind": "rss", "config": {"url": f"{sites}/no/such/feed.xml"}}
    (tmp_path / "gone.json").write_text(json.dumps([gone]), encoding="utf-8")
    environment = airflow | {
        "JATRE_PIPELINE_URL": database.pipeline_url,
        "JATRE_SAMPLES_URL": sites,
        "JATRE_FETCH_ALLOW": urlsplit(sites).netloc,
        "JATRE_ARCHIVE_URI": f"file://{tmp_path}/archive",
        "JATRE_SNAPSHOT_FILE": str(tmp_path / "sources.json"),
        "OMP_NUM_THREADS": "1",
    }
    seeds = [str(ROOT / "samples" / "sources.json"), str(tmp_path / "gone.json")]
    for words in (["include.areas.seed"], ["include.sources.seed", *seeds]):
        done = ready(["-m", *words], environment)
        assert done.returncode == 0, done.stderr[-3000:]
    return environment


@pytest.mark.long  # in CI the demo's page lists what its DAGs have brought
def test_a_run_brings_a_sites_events_to_the_page(ready: Ready, world: dict[str, str], database: Database) -> None:
    states = _run(ready, "source_cultural_centre", world)

    with psycopg.connect(database.admin_url) as connection:
        shown = connection.execute("select count(*) from jatre.event_public_v1").fetchone()
        history = connection.execute("select status, run_id from jatre.fetch_history").fetchall()
        waiting = connection.execute("select count(*) from jatre.events_staging where stage <> 'done'").fetchone()
    assert set(states.values()) == {"success"}
    assert shown
    assert shown[0] > 5
    assert [(status, run_id.split("__")[0]) for status, run_id in history] == [("success", "manual")]
    assert waiting == (0,)


@pytest.mark.long  # in CI a site refuses in the demo that runs (tests/demo/test_leaks.py)
def test_a_site_that_has_gone_fails_its_run_at_once_while_the_others_listings_go_on(
    ready: Ready, world: dict[str, str], database: Database
) -> None:
    waiting = "from include.pipeline.runs import run_fetch; run_fetch('cultural_centre', 'before')"
    _call([sys.executable, "-c", waiting], world)

    states = _run(ready, "source_gone", world)

    with psycopg.connect(database.admin_url) as connection:
        shown = connection.execute("select count(*) from jatre.event_public_v1").fetchone()
        tries = connection.execute(
            "select error_details ->> 'error' from jatre.fetch_history where run_id <> 'before'"
        ).fetchall()
    assert {task for task, state in states.items() if state != "success"} == {"source_gone", "fetch", "verdict"}
    assert tries == [("SourceRefused",)], "tried again, although that would end the same way"
    assert shown
    assert shown[0] > 5


def _run(ready: Ready, dag_id: str, environment: dict[str, str]) -> dict[str, str]:
    """Run the DAG once, in Airflow; returns the state of the run (under its dag_id) and of each task."""
    ready(["-m", "airflow", "dags", "test", dag_id], environment)
    with closing(sqlite3.connect(Path(environment["AIRFLOW_HOME"]) / "airflow.db")) as metadata:
        run = metadata.execute("select run_id, state from dag_run where dag_id = ?", [dag_id]).fetchone()
        tasks = metadata.execute("select task_id, state from task_instance where dag_id = ?", [dag_id]).fetchall()
    assert run, "Airflow made no run"
    return {dag_id: run[1]} | dict(tasks)


def _call(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-3000:]
