"""Which programs make up Jatre on one machine."""

from __future__ import annotations

from deploy.local.installation import Installation
from deploy.local.processes.supervisor import Program
from deploy.local.system.environment import PYTHON, VENV
from deploy.local.system.placement import LOCALE

SCHEDULER = "scheduler"
# its tasks report to the API server how they ended, so it stops while that one still listens
STOPS_FIRST = (f"airflow-{SCHEDULER}",)
ALONE = [str(PYTHON), "-m", "deploy.local.processes.alone"]
# the log servers are for workers on other machines; here the API server reads the files, and nothing listens outside
AIRFLOW = (
    ["api-server"],
    [SCHEDULER, "--skip-serve-logs"],
    ["dag-processor"],
    ["triggerer", "--skip-serve-logs"],
)


def programs(installation: Installation) -> list[Program]:
    """All of them, the database first; with an existing server there is no database among them."""
    return [
        *_database(installation),
        *_airflow(installation),
        *_samples(installation),
        _alerts(installation),
        _service(installation),
    ]


def _database(installation: Installation) -> list[Program]:
    cluster = installation.cluster
    if cluster is None:
        return []
    # INT: end the connections, keep what is committed, stop
    command = cluster.command()
    return [
        Program(
            "postgres", command, {"LC_ALL": LOCALE}, cluster.user, stop_signal="INT", stop_seconds=30, needed_first=True
        )
    ]


def _airflow(installation: Installation) -> list[Program]:
    environment = installation.airflow_environment()
    airflow = str(VENV / "bin" / "airflow")
    return [
        Program(
            f"airflow-{part[0]}", [*(ALONE if part[0] == SCHEDULER else []), airflow, *part], environment,
            stop_seconds=20 if part[0] == SCHEDULER else 8,
        )
        for part in AIRFLOW
    ]  # fmt: skip


def _samples(installation: Installation) -> list[Program]:
    if installation.mode != "demo":
        return []
    return [Program("samples", [str(PYTHON), "-m", "samples", "--port", str(installation.samples_port)])]


def _service(installation: Installation) -> Program:
    return Program("realtime", [str(PYTHON), "-m", "realtime"], installation.service_environment())


def _alerts(installation: Installation) -> Program:
    return Program("alerts", [str(PYTHON), "-m", "include.alerts"], installation.alerts_environment(), stop_seconds=15)
