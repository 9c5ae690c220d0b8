"""`python -m deploy.docker.prepare`: roles, databases and extensions, by the administrator; changes nothing twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from deploy.local.database.credentials import Credentials
from deploy.local.database.setup import ROLES, prepare
from deploy.local.steps import Problem, step

PASSWORDS = {
    "jatre_owner": "OWNER_PASSWORD",
    "jatre_pipeline": "PIPELINE_PASSWORD",
    "jatre_service": "SERVICE_PASSWORD",
    "jatre_analyst": "ANALYST_PASSWORD",
    "airflow": "AIRFLOW_DB_PASSWORD",
}


class GivenCredentials(Credentials):
    """The passwords that the environment gives; none is made up, since other containers have to know them too."""

    def __init__(self) -> None:
        super().__init__(Path(os.devnull))

    def get(self, name: str, make: Callable[[], str] | None = None) -> str:
        """The password of that role. Raises `Problem` when the environment has none."""
        given = os.environ.get(PASSWORDS[name], "")
        if not given:
            raise Problem(f"{PASSWORDS[name]} is not set", "python3 -m deploy.docker.secrets > .env")
        return given


def main() -> None:
    """Prepare the server that `DATABASE_URL` names."""
    with step("preparing the database"):
        credentials = GivenCredentials()
        for role in ROLES:
            credentials.get(role)
        prepare(os.environ["DATABASE_URL"], credentials)


if __name__ == "__main__":
    main()
