"""`python -m deploy.docker.migrate`: both schemas, the archive's bucket, the area and its sources, Airflow's login.

Runs before anything else starts, on each `docker compose up`; what is there already stays.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import fsspec  # type: ignore[import-untyped]

from deploy.local.database.setup import migrate
from deploy.local.orchestration import POOLS_FILE
from deploy.local.steps import run, step
from deploy.local.system.private import write_private
from include.settings import Settings, settings
from include.sources.instances.seed_file import seed_file


def commands(chosen: Settings) -> list[list[str]]:
    """What is run after the migrations, in this order."""
    return [
        [sys.executable, "-m", "include.areas.seed", chosen.area],
        [sys.executable, "-m", "include.sources.seed", str(chosen.sources_file or seed_file())],
        ["airflow", "db", "migrate"],
        ["airflow", "pools", "import", str(POOLS_FILE)],
    ]


def make_bucket(archive_uri: str) -> None:
    """Make the bucket, or the folder, that the archive is in."""
    storage, path = fsspec.core.url_to_fs(archive_uri)
    storage.makedirs(path.partition("/")[0] if "s3" in storage.protocol else path, exist_ok=True)


def write_login(path: Path, user: str, password: str) -> None:
    """Where Airflow's simple login reads user -> password."""
    write_private(path, json.dumps({user: password}))


def main() -> None:
    """Do it all. A failure names the step."""
    chosen = settings()
    with step("migrating the database"):
        migrate(chosen.owner_url)
    with step("making the archive"):
        make_bucket(chosen.archive_uri)
    with step("writing down area, sources and Airflow's tables"):
        for command in commands(chosen):
            run(command, cause=f"{' '.join(command[:3])} failed", remedy="see the lines above")
    login = Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"])
    write_login(login, os.environ["AIRFLOW_USER"], os.environ["AIRFLOW_PASSWORD"])


if __name__ == "__main__":
    main()
