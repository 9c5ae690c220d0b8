"""DAG files are looked at as Airflow does it: in a process of its own, with an Airflow home of its own.

To import Airflow takes longer than most of what is asked of it: that is done once, and each process is a fork of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.dags.support import ROOT, TOOLS, InAirflow, Ready


@pytest.fixture(scope="session")
def airflow_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings of an Airflow that knows this checkout's DAGs and plugins and nobody else's configuration."""
    home = tmp_path_factory.mktemp("airflow")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "JATRE_"))}
    return kept | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="session")
def ready(airflow_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ready]:
    """Airflow, imported."""
    with Ready(airflow_environment, tmp_path_factory.mktemp("ready")) as started:
        yield started


@pytest.fixture(scope="session")
def airflow(airflow_environment: dict[str, str], ready: Ready) -> dict[str, str]:
    """The environment of an Airflow with a metadata database of its own."""
    done = ready(["-m", "airflow", "db", "migrate"])
    assert done.returncode == 0, done.stderr[-3000:]
    return airflow_environment


@pytest.fixture(scope="session")
def in_airflow(airflow_environment: dict[str, str], ready: Ready) -> InAirflow:
    """Run `tools/<tool>.py` with Airflow's environment; its last line of output is JSON and is returned.

    What asks which modules were imported wants a process where none was: `imported=False`.
    """

    def run(
        tool: str, arguments: Sequence[str] = (), environment: dict[str, str] | None = None, imported: bool = True
    ) -> Any:
        words = [str(TOOLS / f"{tool}.py"), *arguments]
        wanted = airflow_environment | (environment or {})
        done = ready(words, wanted) if imported else subprocess.run(
            [sys.executable, *words], env=wanted, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.strip().splitlines()[-1])

    return run


@pytest.fixture(scope="session")
def shipped_dags(in_airflow: InAirflow) -> Any:
    """What a fresh checkout has: no snapshot yet, so the seed file."""
    return in_airflow("structure", [json.dumps({"JATRE_SNAPSHOT_FILE": "/nonexistent/snapshot.json"})])[0]


@pytest.fixture(scope="session")
def snapshot_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[dict[str, Any]]], dict[str, str]]:
    """Write a snapshot of these instances; returns the environment that makes the DAGs from it."""

    def write(instances: Sequence[dict[str, Any]]) -> dict[str, str]:
        path = tmp_path_factory.mktemp("snapshot") / "sources.json"
        path.write_text(json.dumps(instances), encoding="utf-8")
        return {"JATRE_SNAPSHOT_FILE": str(path)}

    return write
