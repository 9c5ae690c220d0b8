"""Secrets of sources from Airflow's connections: what `{"$secret": "TOKEN"}` names is the password of `jatre_token`."""

from __future__ import annotations

from airflow.sdk import BaseHook
from airflow.sdk.exceptions import AirflowNotFoundException
from airflow.sdk.log import mask_secret

from include.redaction import secret_parts

PREFIX = "jatre_"


def connection_secret(name: str) -> str | None:
    """The password of that connection, and hidden in Airflow's logs from now on; None when there is none."""
    try:
        password = BaseHook.get_connection(f"{PREFIX}{name.lower()}").password
    except AirflowNotFoundException:
        return None
    for part in secret_parts(password or ""):
        mask_secret(part)
    return password or None
