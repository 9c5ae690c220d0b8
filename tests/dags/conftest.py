"""DAG files are looked at as Airflow does it: in a process of its own, with an Airflow home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.dags.support import ROOT, TOOLS, InAirflow


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
def airflow(airflow_environment: dict[str, str]) -> dict[str, str]:
    """The environment of an Airflow with a metadata database of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "airflow", "db", "migrate"],
        env=airflow_environment, cwd=ROOT, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return airflow_environment


@pytest.fixture(scope="session")
def in_airflow(airflow_environment: dict[str, str]) -> InAirflow:
    """Run `tools/<tool>.py` with Airflow's environment; its last line of output is JSON and is returned."""

    def run(tool: str, arguments: Sequence[str] = (), environment: dict[str, str] | None = None) -> Any:
        done = subprocess.run(
            [sys.executable, str(TOOLS / f"{tool}.py"), *arguments],
            env=airflow_environment | (environment or {}), cwd=ROOT, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.strip().splitlines()[-1])

    return run


@pytest.fixture(scope="session")
def snapshot_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[dict[str, Any]]], dict[str, str]]:
    """Write a snapshot of these instances; returns the environment that makes the DAGs from it."""

    def write(instances: Sequence[dict[str, Any]]) -> dict[str, str]:
        path = tmp_path_factory.mktemp("snapshot") / "sources.json"
        path.write_text(json.dumps(instances), encoding="utf-8")
        return {"JATRE_SNAPSHOT_FILE": str(path)}

    return write
