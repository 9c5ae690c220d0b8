"""Sources with secrets that Airflow's connections hold, in the demo that runs: they reach the site, and nothing else.

One of the sites refuses: its run fails at once, and takes along what other sources have waiting.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from deploy.local.database.credentials import Credentials
from deploy.local.database.postgres import Cluster
from include.airflow_api import AirflowApi
from tests.demo.conftest import Demo, read_again
from tests.faults.feed.readers import until
from tests.hostile.echo_site import echo_site
from tests.hostile.test_secrets import found, marks, secrets, sources

pytestmark = pytest.mark.airflow

FETCHED = """
    select s.slug, f.status || coalesce(' ' || (f.error_details ->> 'error'), ''), f.run_id
    from jatre.fetch_history f join jatre.event_sources s on s.id = f.source_id where f.run_id = any(%s)
"""
LISTED = """
    select l.* from jatre.events_staging l join jatre.event_sources s on s.id = l.source_id where s.slug = 'fine'
"""
WAITS_AGAIN = """
    update jatre.events_staging l set stage = 'extract' from jatre.event_sources s
    where s.id = l.source_id and s.slug = 'fine'
"""
TABLES = "select tablename from pg_tables where schemaname = 'public'"


def test_no_secret_leaves_airflow_and_a_site_that_refuses_holds_up_no_other(demo: Demo, tmp_path: Path) -> None:
    cluster = Cluster(demo.home / ".local/postgres", credentials=Credentials(demo.home / ".local/secrets.json"))
    with (
        echo_site(demo.feeds_port) as port,
        psycopg.connect(cluster.url("jatre"), autocommit=True) as ours,
        AirflowApi(demo.airflow, "admin", demo.password) as airflow,
    ):
        (tmp_path / "sources.json").write_text(json.dumps(sources(port)), encoding="utf-8")
        seeded = demo.make("seed", FILE=tmp_path / "sources.json")
        assert seeded.returncode == 0, seeded.stdout + seeded.stderr
        for name, value in secrets(port).items():
            connection = {"connection_id": f"jatre_{name.lower()}", "conn_type": "generic", "password": value}
            airflow._call("POST", "/api/v2/connections", json=connection)

        well = run(airflow, "fine", "pages")
        ours.execute(WAITS_AGAIN)
        refused = run(airflow, "refused")

        runs = well | refused
        fetched = ours.execute(FETCHED, [list(runs.values())]).fetchall()
        assert sorted((slug, status) for slug, status, _ in fetched) == [
            ("fine", "success"), ("pages", "partial"), ("refused", "failed SourceRefused"),
        ], "tried again, although that would end the same way"  # fmt: skip
        assert {slug: run for slug, _, run in fetched} == runs
        assert {slug: unsuccessful(airflow, slug, run) for slug, run in runs.items()} == {
            "fine": set(), "pages": set(), "refused": {"fetch", "verdict"},
        }  # fmt: skip
        listed = ours.execute(LISTED).fetchall()
        stages = ours.execute(f"select distinct stage from ({LISTED}) as listings").fetchall()
        assert stages == [("done",)], "the run that failed has taken along what waited"
        assert "(secret)" in str(listed), "the site gave the secrets back"
        marked = marks(cluster.url("jatre", "jatre_pipeline"), port)

    written = {path: path.read_text(errors="replace") for path in files(demo.home)}
    assert any("/refused?key=(secret) answered 403" in text for text in written.values()), "what a task has logged"
    assert {path: hits for path, text in written.items() if (hits := found(text, marked))} == {}
    kept = metadata(cluster)
    assert "source_refused" in kept
    assert (found(str(listed), marked), found(kept, marked)) == ([], [])


def run(airflow: AirflowApi, *slugs: str) -> dict[str, str]:
    """Run these sources at the same time, to their end: source -> run."""
    read_again(airflow, "source_bflat")
    dags = {slug: f"source_{slug}" for slug in slugs}
    until(lambda: {dag["dag_id"] for dag in airflow.dags()}.issuperset(dags.values()), 120, "the DAGs", every=1)
    for dag in dags.values():
        airflow.unpause(dag)
    runs = {slug: airflow.start_run(dag) for slug, dag in dags.items()}
    for slug, dag in dags.items():
        airflow.wait(dag, runs[slug])
    return runs


def unsuccessful(airflow: AirflowApi, slug: str, run: str) -> set[str]:
    """The tasks of a run that have not ended well."""
    tasks = airflow._call("GET", f"/api/v2/dags/source_{slug}/dagRuns/{run}/taskInstances")["task_instances"]
    assert len(tasks) > 2
    return {task["task_id"] for task in tasks if task["state"] != "success"}


def files(home: Path) -> list[Path]:
    """What the demo's programs, and Airflow's tasks, have written down."""
    folders: Iterable[Path] = (home / ".local" / "log", home / ".local" / "airflow" / "logs")
    return sorted(path for path in chain.from_iterable(one.rglob("*") for one in folders) if path.is_file())


def metadata(cluster: Cluster) -> str:
    """All of Airflow's own tables: each DAG as it was written down, what tasks returned, who did what."""
    text = ""
    with psycopg.connect(cluster.url("airflow")) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            with connection.cursor().copy(sql.SQL("copy {} to stdout").format(sql.Identifier(table))) as rows:
                text += b"".join(rows).decode(errors="replace")
    return text
