"""The whole of Jatre, as `make demo` starts it, in a scratch folder and with sources of one's own."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from deploy.local import stopping
from deploy.local.commands import demo
from deploy.local.installation import AIRFLOW_USER, Installation
from deploy.local.processes import processes
from deploy.local.processes.supervisor import Supervisor
from deploy.local.programs import STOPS_FIRST
from deploy.local.steps import ROOT
from deploy.local.system import ports
from include.airflow_api import AirflowApi
from include.sources.configuration.instance import SourceInstance
from include.sources.instances.seed_file import INSTANCES

WAITING = (
    "select (select count(*) from jatre.webhook_inbox where taken_at is null)"
    " + (select count(*) from jatre.events_staging where stage <> 'done' and status <> 'set_aside')"
)
"""Deliveries that nobody has taken, and listings on their way."""
AT_WORK = (
    "select (select count(*) from dag_run where state in ('queued', 'running')),"
    " (select count(*) from asset_watcher w join trigger t on t.id = w.trigger_id where t.triggerer_id is not null)"
)
"""Airflow's runs, and the watchers that wait for something."""
WATCHERS = 2
"""Those of the DAGs `webhooks` and `requests`."""
QUIET_SECONDS, REST_SECONDS = 10.0, 300.0
"""Without a run, until Airflow is at rest; and how long that is waited for."""


@dataclass(frozen=True)
class Whole(Installation):
    """An installation whose sources are those of the file `seed_path`; its fetches may reach `allowed` (host:port)."""

    seed_path: Path = Path()
    allowed: str = ""

    @property
    def seed(self) -> Path:
        """The file of the sources."""
        return self.seed_path

    @property
    def fetch_allow(self) -> str:
        """Where the sources are."""
        return self.allowed

    def connect(self) -> psycopg.Connection:
        """The events' database, as the administrator, in autocommit."""
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def airflow(self) -> AirflowApi:
        """A session with its Airflow."""
        return AirflowApi(self.airflow_url, AIRFLOW_USER, self.airflow_password)

    def waiting(self) -> int:
        """How much is on its way to the page; at least one while the database is away."""
        with suppress(psycopg.OperationalError), self.connect() as connection:
            row = connection.execute(WAITING).fetchone()
            return int(row[0]) if row else 1
        return 1

    def come_to_rest(self) -> None:
        """Wait until all watchers watch and no DAG has run for some seconds.

        DAGs that were just switched on make up for their last date, and only then begin to watch.
        """
        deadline, quiet_since = time.monotonic() + REST_SECONDS, time.monotonic()
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            assert time.monotonic() < deadline, "Airflow's DAGs run on and on"
            time.sleep(1)
            with psycopg.connect(self.url("airflow", "airflow")) as metadata:
                row = metadata.execute(AT_WORK).fetchone()
            if row != (0, WATCHERS):
                quiet_since = time.monotonic()

    def kill(self, command: str) -> int:
        """SIGKILL to each program whose command has these words, not to what it has started; how many there were."""
        keeper = Supervisor(self.local).pid()
        children = psutil.Process(keeper).children() if keeper else []
        found = [child.pid for child in children if command in " ".join(child.cmdline())]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return len(found)

    def megabytes(self) -> float:
        """The memory of all its processes; what they share counts once."""
        return sum(_share(pid) for pid in processes.marked(ROOT)) / 2**20


@contextmanager
def whole(
    folder: Path, sources: Sequence[SourceInstance], allowed: str, variables: Mapping[str, str] | None = None
) -> Iterator[Whole]:
    """Everything set up under `folder`, which is emptied first, and running; ended afterwards. The logs stay there.

    `variables` are in the environment of every program.
    """
    folder = folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seed = folder / "seed.json"
    seed.write_bytes(INSTANCES.dump_json(list(sources)))
    page, airflow, statsd = (ports.any_free() for _ in range(3))
    made = Whole(
        page_port=page, airflow_port=airflow, statsd_port=statsd, database_url="", mode="benchmark", as_of="",
        local=folder, seed_path=seed, allowed=allowed,
    )  # fmt: skip
    for one in sources:
        if one.kind == "webhook":
            made.credentials.get(f"webhook_{one.slug}")
    os.environ.update(made.common_environment() | dict(variables or {}))
    supervisor = Supervisor(folder)
    try:
        demo.bring_up(made, supervisor)
        yield made
    finally:
        supervisor.shut_down(first=STOPS_FIRST)
        stopping.end_leftovers(ROOT)
        if made.cluster:
            made.cluster.destroy()


def _share(pid: int) -> float:
    """Proportional set size in bytes; 0 of a process that has ended."""
    with suppress(psutil.Error):
        return float(psutil.Process(pid).memory_full_info().pss)
    return 0.0
