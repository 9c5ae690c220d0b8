"""One figure of one checkout each, taken by the checkout's own programs."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMIT_SECONDS = 900
DAG_IMPORT = """
import time
from airflow.dag_processing.dagbag import DagBag
began = time.process_time()
bag = DagBag("dags")
assert bag.dags and not bag.import_errors, bag.import_errors
print(time.process_time() - began)
"""
FANOUT = """
import tempfile
from pathlib import Path
from benchmarks.fanout import contenders
from benchmarks.fanout.measurements import fan
from benchmarks.fanout.install import Tools, build_pump
from benchmarks.fanout.rounds import load
from benchmarks.feed.arena import arena

CLIENTS = 1_000
def processor_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100

with tempfile.TemporaryDirectory() as folder:
    tools = Tools(Path(folder))
    build_pump(tools)
    with arena(Path(folder) / "arena", 200, both=False) as made, contenders.ours(made) as server, load(tools) as ask:
        ask(server.joining(CLIENTS) | {"control": server.control})
        began = processor_seconds(server.pid)
        done = ask(fan.CLOSED)
        print(done["messages"] * CLIENTS / (processor_seconds(server.pid) - began))
"""


def writers(tree: Path, _feeds: Path | None) -> float:
    """Throughput of writers with the change feed, to that without (`benchmarks.feed`)."""
    return float(_benchmark(tree, "feed", "--rounds", "1", "--only", "writers", "--events", "20000")["writers_vs_none"])


def fanout(tree: Path, _feeds: Path | None) -> float:
    """Deliveries to 1,000 WebSocket clients for one second of the service's processor time."""
    return float(_run(tree, {"PYTHONPATH": str(tree)}, "-c", FANOUT).splitlines()[-1])


def replay(tree: Path, feeds: Path | None) -> float:
    """Seconds for a folder of saved feeds through all stages, models loaded (`benchmarks.pipeline`)."""
    date = str(feeds).rpartition("day-")[2]
    return float(
        _benchmark(tree, "pipeline", str(feeds), "--as-of", f"{date}T09:00:00+05:30", "--rounds", "1")["total_s"]
    )


def dag_import(tree: Path, _feeds: Path | None) -> float:
    """Processor seconds for all DAG files, Airflow itself loaded before."""
    with tempfile.TemporaryDirectory() as home:
        return float(
            _run(
                tree,
                {"AIRFLOW_HOME": home, "AIRFLOW__CORE__LOAD_EXAMPLES": "False", "PYTHONPATH": str(tree)},
                "-c",
                DAG_IMPORT,
            ).splitlines()[-1]
        )


def _benchmark(tree: Path, name: str, *options: str) -> dict[str, Any]:
    """What one of the tree's benchmarks prints last."""
    found: dict[str, Any] = json.loads(_run(tree, {}, "-m", f"benchmarks.{name}", *options).splitlines()[-1])
    return found


def _run(tree: Path, environment: dict[str, str], *command: str) -> str:
    """The output of the tree's Python."""
    python = tree / ".venv" / "bin" / "python"
    done = subprocess.run(
        [python, *command],
        cwd=tree,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LIMIT_SECONDS,
    )
    return done.stdout.strip()


MEASUREMENTS: dict[str, Callable[[Path, Path | None], float]] = {
    "replay": replay,
    "dag_import": dag_import,
    "writers": writers,
    "fanout": fanout,
}
