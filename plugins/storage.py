"""The archive's storage from a connection of Airflow (`JATRE_ARCHIVE_CONNECTION`), by its own way to object storage."""

from __future__ import annotations

from typing import Any

from airflow.sdk import ObjectStoragePath


def connected_storage(uri: str, connection: str) -> Any:
    """The storage (of fsspec) at `uri` that a connection opens. Raises: AirflowNotFoundException."""
    return ObjectStoragePath(uri, conn_id=connection).fs
