"""`make demo` for real, in a copy of the checkout: own database, Airflow, sample sites and service, on free ports."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.local.system import ports
from include.airflow_api import AirflowApi

ROOT = Path(__file__).resolve().parents[2]
# how soon a new scheduler takes over from a killed one: usually minutes, and a test would only wait; and how often each
# DAG file is read again, which takes a tenth of what a demo computes: never here, but when a test asks for it. So
# reading one may take long on a busy machine, and a task waits for Airflow's answer instead of starting again. And how
# often the scheduler looks for work: at the usual pace it takes half of what an idle demo computes
HASTE = {
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "2",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "2",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "15",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "5",
    "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3600",
    "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "300",
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
    "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "60",
}
# what runs every few minutes for as long as the demo stands, most of what it computes then; `make demo` leaves paused
# what somebody has paused before
PAUSED = ("analytics", "event_vectors", "place_status", "snapshot_sources", "trending", "weather")
PORTS = {"JATRE_PORT": 8000, "AIRFLOW_PORT": 8080, "SAMPLES_PORT": 8010, "STATSD_PORT": 8125}


@dataclass(frozen=True)
class Demo:
    """A demo that runs: where it is, and what its setup printed."""

    home: Path
    ports: dict[str, int]
    output: str
    seconds: float
    feeds_port: int
    """Where saved feeds may be served for its Airflow to fetch."""

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.ports['JATRE_PORT']}"

    @property
    def samples(self) -> str:
        return f"http://127.0.0.1:{self.ports['SAMPLES_PORT']}"

    @property
    def airflow(self) -> str:
        return f"http://127.0.0.1:{self.ports['AIRFLOW_PORT']}"

    @property
    def password(self) -> str:
        found = re.search(r"password (\S+)", self.output)
        assert found, self.output
        return found[1]

    def make(self, target: str, **variables: object) -> subprocess.CompletedProcess[str]:
        return make(self.home, self.ports, target, feeds_port=self.feeds_port, **variables)

    def here(self, command: str) -> str:
        """A command of the README, with this demo's ports in place of the usual ones."""
        for name, usual in PORTS.items():
            command = command.replace(f":{usual}", f":{self.ports[name]}")
        return command


def make(home: Path, chosen: dict[str, int], target: str, **variables: object) -> subprocess.CompletedProcess[str]:
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("JATRE_", "AIRFLOW_", "COV_"))
    }
    allowed = {"JATRE_FETCH_ALLOW": f"127.0.0.1:{variables.pop('feeds_port')}"} if "feeds_port" in variables else {}
    return subprocess.run(
        ["make", target, *(f"{name}={value}" for name, value in variables.items())],
        cwd=home,
        env=inherited | HASTE | allowed | {name: str(port) for name, port in chosen.items()},
        text=True,
        capture_output=True,
        timeout=900,
        check=False,
    )


def copy(home: Path) -> None:
    """What a clone of the working tree would hold; packages and what is compiled already are those of this checkout."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    programs = [Path(name) for name in files if name.endswith(".py")]
    compiled = [str(one.parent / "__pycache__" / f"{one.stem}.{sys.implementation.cache_tag}.pyc") for one in programs]
    for name in filter(None, files + compiled):
        if (ROOT / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, home / name)
    (home / ".venv").symlink_to(ROOT / ".venv")


def pause(home: Path) -> None:
    """As if these DAGs had been switched on by an earlier start, and paused since."""
    file = home / ".local" / "airflow" / "switched_on.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(PAUSED), encoding="utf-8")


def read_again(airflow: AirflowApi, dag_id: str) -> None:
    """Have Airflow read the file of this DAG soon: what it makes now, and what it watches once it is switched on."""
    [file] = {dag["file_token"] for dag in airflow.dags() if dag["dag_id"] == dag_id}
    airflow._call("PUT", f"/api/v2/parseDagFile/{file}")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("checkout")
    copy(home)
    pause(home)
    chosen = {name: ports.any_free() for name in PORTS}
    feeds_port = ports.any_free()
    began = time.monotonic()
    try:
        done = make(home, chosen, "demo", feeds_port=feeds_port)
        assert done.returncode == 0, done.stdout + done.stderr
        yield Demo(home, chosen, done.stdout, time.monotonic() - began, feeds_port)
    finally:
        make(home, chosen, "down")
