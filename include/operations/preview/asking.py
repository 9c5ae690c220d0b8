"""Asking for a preview, or for its source to be added, from a process that fetches nothing: rows that a DAG takes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError
from include.operations.preview.address import web_address

BUSY = "a hundred requests wait: is the DAG `requests` paused, or does Airflow's triggerer not run?"


def ask_preview(engine: Engine, address: str, by: str) -> int:
    """Ask what `address` would bring; returns the request. Raises: ConfigurationError, also where it holds a secret."""
    return _asked(engine, "request_preview_address", {"address": web_address(address), "by": by}, BUSY)


def ask_source(engine: Engine, preview: int, name: str, official: bool, by: str) -> int:
    """Ask for the source that a preview found to be added; returns the request. Raises: ConfigurationError."""
    asked = {"preview": preview, "name": name, "official": official, "by": by}
    return _asked(engine, "request_add_source", asked, f"request {preview} found no source that could be added")


def stands(engine: Engine, request: int) -> dict[str, Any] | None:
    """How a request stands (`request_get_v1`); None when there is none."""
    with engine.connect() as connection:
        found: dict[str, Any] | None = connection.execute(query("request_get"), {"id": request}).scalar_one()
    return found


def _asked(engine: Engine, statement: str, asked: dict[str, Any], refusal: str) -> int:
    with engine.begin() as connection:
        request: int | None = connection.execute(query(statement), asked).scalar_one()
    if request is None:
        raise ConfigurationError(refusal)
    return request
