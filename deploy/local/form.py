"""In which form Jatre was started here, so that `make restart`, `make psql` and `make seed` find the same again."""

from __future__ import annotations

import json
import os
from pathlib import Path

from deploy.local.steps import LOCAL
from deploy.local.system.private import close_to_others, write_private

IDLE_SLEEP = "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME"
"""The operator's, if set: a longer rest between two looks of the scheduler is most of what an idle Airflow can save."""
VARIABLES = (
    "JATRE_MODE", "JATRE_AREA", "JATRE_AREAS_FOLDER", "AS_OF", "DATABASE_URL",
    "JATRE_PORT", "AIRFLOW_PORT", "SAMPLES_PORT", "POSTGRES_PORT", "STATSD_PORT",
    IDLE_SLEEP,
)  # fmt: skip


def remember(local: Path = LOCAL) -> None:
    """Keep what this start was given in the environment; for our eyes only, since `DATABASE_URL` has a password."""
    close_to_others(local)
    write_private(_file(local), json.dumps({name: os.environ[name] for name in VARIABLES if os.environ.get(name)}))


def recall(local: Path = LOCAL) -> None:
    """Put the variables of the last start into the environment; what is given there already stays."""
    if _file(local).exists():
        for name, value in json.loads(_file(local).read_text(encoding="utf-8")).items():
            os.environ.setdefault(name, value)


def _file(local: Path) -> Path:
    return local / "form.json"
