"""Airflow on this machine: its metadata, its login, its pools; and starting the sources' runs through its API.

Runs inside .venv.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from deploy.local.installation import AIRFLOW_USER, Installation
from deploy.local.steps import ROOT, Problem, report, run, wait_after
from deploy.local.system import web
from deploy.local.system.environment import PYTHON
from deploy.local.system.private import private_folder, write_private
from include.airflow_api import AirflowApi
from include.errors import JatreError, TransientError
from include.sources.instances import snapshot

PARTS = ("metadatabase", "scheduler", "dag_processor", "triggerer")
_PAUSE = 2.0
"""Seconds before a busy Airflow is asked again."""

POOLS_FILE = Path(__file__).with_name("pools.json")
POOLS: dict[str, dict[str, Any]] = json.loads(POOLS_FILE.read_text(encoding="utf-8"))
"""Name -> slots and more of each pool, as `airflow pools import` takes them."""
DAG_FILES = frozenset(path.name for path in (ROOT / "dags").glob("[a-z]*.py")) - {"sources.py"}
"""Each makes one DAG or more; those of `sources.py` are as many as there are sources."""


def prepare(installation: Installation) -> None:
    """Airflow's login, and its tables in the newest form. Raises `Problem`."""
    passwords = installation.airflow_passwords_file
    private_folder(passwords.parent)
    write_private(passwords, json.dumps({AIRFLOW_USER: installation.airflow_password}))
    if _is_migrated(installation):
        return
    run(
        [str(PYTHON), "-m", "deploy.local.commands.airflow_tables", str(POOLS_FILE)],
        cause="Airflow's tables and pools could not be made", remedy="see the log for Airflow's own message",
        env=os.environ | installation.common_environment() | installation.airflow_environment(),
    )  # fmt: skip
    _stamp(installation).write_text(_version(installation), encoding="utf-8")


def is_healthy(installation: Installation) -> bool:
    """Whether each part of Airflow has given a sign of life lately."""
    health = web.get_json(f"{installation.airflow_url}/api/v2/monitor/health") or {}
    return all((health.get(part) or {}).get("status") == "healthy" for part in PARTS)


def source_dags(installation: Installation) -> list[str]:
    """The DAGs of the active sources that have a schedule, by the snapshot; the others run when something comes."""
    instances = snapshot.read(installation.snapshot, installation.seed)
    return [f"source_{instance.slug}" for instance in instances if instance.is_active and instance.schedule]


def start_sources(installation: Installation, api: AirflowApi, patience: float = 120) -> dict[str, str]:
    """Switch on every DAG that is new here, and start each source's now: DAG -> run id. Raises `Problem`.

    A DAG that was switched on before and is paused now was paused by somebody, and stays so.
    """
    wanted = source_dags(installation)
    _wait_for_dags(api, wanted, patience)
    # asked again, what came through after all is a second run, which finds nothing new
    again = Retrying(
        retry=retry_if_exception_type(TransientError),
        stop=stop_after_delay(patience),
        wait=wait_fixed(_PAUSE),
        reraise=True,
    )
    paused = {dag["dag_id"]: dag["is_paused"] for dag in again(api.dags)}
    for dag_id in sorted(paused.keys() - _seen(installation)):
        again(api.unpause, dag_id)
        paused[dag_id] = False
    _see(installation, paused)
    return {dag_id: again(api.start_run, dag_id) for dag_id in wanted if not paused[dag_id]}


def states(api: AirflowApi, runs: dict[str, str]) -> dict[str, str]:
    """DAG -> state of its run; `unknown` while Airflow is too busy to answer."""
    return {dag_id: _state(api, dag_id, run_id) for dag_id, run_id in runs.items()}


@contextmanager
def explained() -> Iterator[None]:
    """What Airflow refuses, or does not answer for long, becomes a `Problem`."""
    try:
        yield
    except JatreError as error:
        raise Problem(str(error), "see Airflow's logs in .local/log, then run the same command again") from None


def _state(api: AirflowApi, dag_id: str, run_id: str) -> str:
    try:
        return api.run_state(dag_id, run_id)
    except TransientError:
        return "unknown"


def _wait_for_dags(api: AirflowApi, wanted: list[str], patience: float) -> None:
    deadline = time.monotonic() + patience
    missing = set(wanted) | DAG_FILES
    while missing:
        asked = time.monotonic()
        try:
            known = api.dags()
            # what is read after the sources is waited for too: nobody else would switch it on
            missing = set(wanted) - {dag["dag_id"] for dag in known}
            missing |= DAG_FILES - {Path(dag["fileloc"]).name for dag in known}
        except TransientError:
            report("   Airflow is not ready to answer yet")
        if missing and time.monotonic() > deadline:
            raise Problem(f"Airflow does not know {', '.join(sorted(missing))}{_why(api)}", "see the DAG files")
        if missing:
            wait_after(asked, 1)


def _why(api: AirflowApi) -> str:
    try:
        errors = api.import_errors()
    except JatreError:
        return ""
    return "".join(f"\n      | {name}: {trace.strip().splitlines()[-1]}" for name, trace in errors.items())


def _is_migrated(installation: Installation) -> bool:
    stamp = _stamp(installation)
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != _version(installation):
        return False
    with psycopg.connect(installation.url("airflow", "airflow")) as connection:
        return connection.execute("select to_regclass('public.dag_run')").fetchone() != (None,)


def _seen(installation: Installation) -> set[str]:
    """The DAGs that were switched on by an earlier start."""
    file = _switched_on(installation)
    return set(json.loads(file.read_text(encoding="utf-8"))) if file.exists() else set()


def _see(installation: Installation, dags: Iterable[str]) -> None:
    known = sorted(_seen(installation) | set(dags))
    _switched_on(installation).write_text(json.dumps(known), encoding="utf-8")


def _switched_on(installation: Installation) -> Path:
    return installation.local / "airflow" / "switched_on.json"


def _stamp(installation: Installation) -> Path:
    return installation.local / "airflow" / "migrated"


def _version(installation: Installation) -> str:
    return f"{importlib.metadata.version('apache-airflow-core')} pools {sorted(POOLS)}"
