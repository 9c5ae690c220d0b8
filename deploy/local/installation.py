"""One installation on this machine: its ports, addresses, passwords and each program's environment."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from deploy.local.database.credentials import Credentials, random_key, signing_key
from deploy.local.database.postgres import Cluster
from deploy.local.form import IDLE_SLEEP
from deploy.local.steps import LOCAL, ROOT, Problem
from deploy.local.system import ports
from include.areas.folders import find_folder, known

AIRFLOW_USER = "admin"
LAST_PORT = 65535
MAX_IDLE_SECONDS = 60
DEFAULT_AREA = "indiranagar"
"""The area without `JATRE_AREA`, and the one in which the bundled sample sites are."""


def _port(variable: str, default: int) -> Callable[[], int]:
    def read() -> int:
        value = os.environ.get(variable, "")
        if value and not (value.isdecimal() and 0 < int(value) <= LAST_PORT):
            cause = f"{variable}={value} is no port: ports are numbers from 1 to {LAST_PORT}"
            raise Problem(cause, f"{variable}={default}")
        return int(value or default)

    return read


def _idle_sleep() -> str:
    value = os.environ.get(IDLE_SLEEP) or "0.5"
    try:
        fits = 0 < float(value) <= MAX_IDLE_SECONDS
    except ValueError:
        fits = False
    if not fits:
        raise Problem(
            f"{IDLE_SLEEP}={value} is no rest: more than 0 and at most {MAX_IDLE_SECONDS} seconds", f"{IDLE_SLEEP}=0.5"
        )
    return value


def instant(text: str, zone: ZoneInfo) -> datetime:
    """`AS_OF` as a moment: a time, or the first moment of a date, in the area's zone. Raises `Problem`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Problem(f"AS_OF={text} is not a date", "AS_OF=2025-09-26") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


@dataclass(frozen=True)
class Installation:
    """What `make demo` and `make up` run. Ports come from the environment; everything else from the checkout.

    Sample events and real ones do not mix: each `mode` has a database and a snapshot of its own.
    """

    page_port: int = field(default_factory=_port("JATRE_PORT", 8000))
    airflow_port: int = field(default_factory=_port("AIRFLOW_PORT", 8080))
    samples_port: int = field(default_factory=_port("SAMPLES_PORT", 8010))
    statsd_port: int = field(default_factory=_port("STATSD_PORT", 8125))
    database_url: str = field(default_factory=lambda: os.environ.get("DATABASE_URL", ""))
    mode: str = field(default_factory=lambda: os.environ.get("JATRE_MODE", "demo"))
    as_of: str = field(default_factory=lambda: os.environ.get("AS_OF", ""))
    idle_sleep: str = field(default_factory=_idle_sleep)
    local: Path = LOCAL

    def __post_init__(self) -> None:
        """Raises `Problem` for an `AS_OF` that is no date, before anything is installed or started."""
        if self.as_of:
            instant(self.as_of, self.zone)

    @property
    def credentials(self) -> Credentials:
        """The passwords of this installation."""
        return Credentials(self.local / "secrets.json")

    @property
    def cluster(self) -> Cluster | None:
        """The private server, None when `DATABASE_URL` names an existing one."""
        if self.database_url:
            return None
        wanted = _port("POSTGRES_PORT", 0)()
        return Cluster(self.local / "postgres", wanted or None, self.credentials)

    @property
    def database(self) -> str:
        """The events' database."""
        return "jatre" if self.mode == "demo" else f"jatre_{self.mode}"

    @property
    def area(self) -> str:
        """Code of the area: that of the sample sites, or the chosen one (`make up`)."""
        return DEFAULT_AREA if self.mode == "demo" else os.environ.get("JATRE_AREA") or DEFAULT_AREA

    @property
    def areas_folder(self) -> Path | None:
        """Where areas of one's own are, if anywhere; a relative path begins at the checkout."""
        named = os.environ.get("JATRE_AREAS_FOLDER", "")
        return ROOT / named if named else None

    @property
    def area_folder(self) -> Path:
        """The folder of the area. Raises `Problem` when there is none."""
        folder = find_folder(self.area, self.areas_folder)
        if folder is None:
            raise Problem(f"there is no area {self.area!r}", f"JATRE_AREA={known(self.areas_folder)[0]}")
        return folder

    @property
    def zone(self) -> ZoneInfo:
        """The area's time zone."""
        return ZoneInfo(json.loads((self.area_folder / "area.json").read_text(encoding="utf-8"))["timezone"])

    @property
    def seed(self) -> Path:
        """The file of the source instances to begin with: the bundled sample sites, or the area's own (`make up`)."""
        return ROOT / "samples" / "sources.json" if self.mode == "demo" else self.area_folder / "sources.json"

    @property
    def snapshot(self) -> Path:
        """Where the DAGs are made from."""
        return self.local / ("sources.json" if self.mode == "demo" else f"sources_{self.mode}.json")

    @property
    def page_url(self) -> str:
        """Where the page is."""
        return f"http://{ports.HOST}:{self.page_port}"

    @property
    def airflow_url(self) -> str:
        """Where Airflow's API and pages are."""
        return f"http://{ports.HOST}:{self.airflow_port}"

    @property
    def samples_url(self) -> str:
        """Where the sample sites are."""
        return f"http://{ports.HOST}:{self.samples_port}"

    @property
    def fetch_allow(self) -> str:
        """What is fetched though it is not public: the demo's own sites, and what the operator's environment names."""
        ours = [f"{ports.HOST}:{self.samples_port}"] if self.mode == "demo" else []
        named = os.environ.get("JATRE_FETCH_ALLOW", "").split(",")
        return ",".join(dict.fromkeys([*ours, *filter(None, named)]))

    @property
    def airflow_password(self) -> str:
        """The password of Airflow's user `admin`."""
        return self.credentials.get("airflow_admin", lambda: secrets.token_urlsafe(9))

    def admin_url(self) -> str:
        """The connection that may create roles and databases."""
        cluster = self.cluster
        return cluster.url() if cluster else self.database_url

    def url(self, role: str, database: str = "") -> str:
        """`postgresql://role:password@host:port/database` on this installation's server, the events' by default."""
        where = urlsplit(self.admin_url())
        address = where.netloc.rpartition("@")[2]
        return f"postgresql://{role}:{self.credentials.get(role)}@{address}/{database or self.database}"

    def wanted_ports(self) -> dict[str, tuple[str, int]]:
        """Environment variable -> (what for, port) of every port that is fixed."""
        wanted = {
            "JATRE_PORT": ("the page", self.page_port),
            "AIRFLOW_PORT": ("Airflow", self.airflow_port),
        }
        if self.mode == "demo":
            wanted["SAMPLES_PORT"] = ("the sample sites", self.samples_port)
        cluster = self.cluster
        if cluster and os.environ.get("POSTGRES_PORT") and cluster.pid() is None:
            wanted["POSTGRES_PORT"] = ("PostgreSQL", cluster.port)
        return wanted

    def common_environment(self) -> dict[str, str]:
        """What every program gets. `JATRE_HOME` marks the processes of this checkout, for `make down`."""
        return {
            "JATRE_HOME": str(ROOT),
            "SPT_NOENV": "1",  # else Airflow's process titles overwrite the mark in /proc/<pid>/environ
            "PYTHONPATH": str(ROOT),
            "PATH": f"{ROOT}/.venv/bin:{os.environ.get('PATH', os.defpath)}",
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "",
            "OMP_NUM_THREADS": "1",
            "OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES",  # macOS else ends Airflow's tasks, which are forks
            "NO_PROXY": "127.0.0.1,localhost",
            "JATRE_PAGE_URL": self.page_url,
            "JATRE_STATSD_PORT": str(self.statsd_port),
            "JATRE_ARCHIVE_URI": f"file://{self.local}/archive",
            "JATRE_AREA": self.area,
            **({"JATRE_AREAS_FOLDER": str(self.areas_folder)} if self.areas_folder else {}),
            "JATRE_SOURCES_FILE": str(self.seed),
            "JATRE_SAMPLES_URL": self.samples_url,
            "JATRE_SNAPSHOT_FILE": str(self.snapshot),
            "JATRE_FETCH_ALLOW": self.fetch_allow,
            **self.weather_environment(),
        }

    def weather_environment(self) -> dict[str, str]:
        """Who states the weather: the sample sites have a stand-in; else whom the operator's environment names."""
        if self.mode != "demo":
            return {}
        return {"JATRE_WEATHER": "open-meteo", "JATRE_WEATHER_URL": f"{self.samples_url}/weather"}

    def service_environment(self) -> dict[str, str]:
        """The service reads as its own role, and knows where Airflow is; with `AS_OF` it shows what was on then."""
        return ({"JATRE_AS_OF": instant(self.as_of, self.zone).isoformat()} if self.as_of else {}) | {
            "JATRE_SERVICE_URL": self.url("jatre_service"),
            "JATRE_SERVICE_HOST": ports.HOST,
            "JATRE_SERVICE_PORT": str(self.page_port),
            "JATRE_AIRFLOW_URL": self.airflow_url,
            "JATRE_WEBHOOK_SECRETS": json.dumps(self.webhook_secrets()),
            **self.alert_keys(),
        }

    def alerts_environment(self) -> dict[str, str]:
        """The process that tells people reads as the pipeline does, at the clock of the service."""
        return ({"JATRE_AS_OF": instant(self.as_of, self.zone).isoformat()} if self.as_of else {}) | {
            "JATRE_PIPELINE_URL": self.url("jatre_pipeline"),
            **self.alert_keys(),
        }

    def alert_keys(self) -> dict[str, str]:
        """What seals addresses and signs pushes: the operator's, or made up once."""
        made = ("JATRE_ALERT_KEYS", "JATRE_VAPID_KEY")
        return {name: os.environ.get(name) or self.credentials.get(name.lower(), random_key) for name in made}

    def webhook_secrets(self) -> dict[str, list[str]]:
        """By source: those under `webhook_<source>`, and under `webhook-before:<source>` while it is replaced."""
        self.credentials.get("webhook_box_office")  # of the sample site; made up when there is none
        new, old = self.credentials.all("webhook_"), self.credentials.all("webhook-before:")
        named = {name.removeprefix("webhook_"): one for name, one in new.items()}
        # no slug has a hyphen or a colon: an old secret is nobody's new one
        return {name: [one, *filter(None, [old.get(f"webhook-before:{name}")])] for name, one in named.items()}

    def airflow_environment(self) -> dict[str, str]:
        """Airflow on its own database of the same server, small enough for a laptop; its tasks are the pipeline."""
        home = self.local / "airflow"
        base64_key = self.credentials.get("airflow_fernet", random_key)
        return {
            "JATRE_PIPELINE_URL": self.url("jatre_pipeline"),
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__EXECUTOR": "plugins.preloading.executor.PreloadingExecutor",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DAGS_FOLDER": f"{ROOT}/dags",
            "AIRFLOW__CORE__PLUGINS_FOLDER": f"{ROOT}/plugins",
            "AIRFLOW__CORE__FERNET_KEY": base64_key,
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{AIRFLOW_USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.airflow_passwords_file),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.airflow_url}/execution/",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": self.url("airflow", "airflow").replace(
                "postgresql://", "postgresql+psycopg2://"
            ),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE": "5",
            "AIRFLOW__API__HOST": ports.HOST,
            "AIRFLOW__API__PORT": str(self.airflow_port),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__BASE_URL": self.airflow_url,
            "AIRFLOW__API__SECRET_KEY": self.credentials.get("airflow_secret_key"),
            "AIRFLOW__API_AUTH__JWT_SECRET": self.credentials.get("airflow_jwt_secret", signing_key),
            "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
            IDLE_SLEEP: self.idle_sleep,
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
            "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "30",
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": f"{home}/logs",
            "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
            "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
            "AIRFLOW__METRICS__STATSD_ON": "True",
            "AIRFLOW__METRICS__STATSD_HOST": ports.HOST,
            "AIRFLOW__METRICS__STATSD_PORT": str(self.statsd_port),
            "AIRFLOW__METRICS__STATSD_PREFIX": "airflow",
        }

    @property
    def airflow_passwords_file(self) -> Path:
        """Where Airflow's simple login reads user -> password."""
        return self.local / "airflow" / "passwords.json"
