"""Requests that the service has written as rows: taken one after the other, each with its own state and answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, Row

from include.db import query
from include.errors import ConfigurationError
from include.pipeline.runs import STAGES, Report, pipeline_engine, run_fetch, run_stage
from include.redaction import redact_text
from include.sources.configuration.secrets import Resolver
from include.sources.instances import stored

MAX_PREVIEW_TITLES = 20
"""Titles in the answer to a preview, at most."""
RUN_PREFIX = "request__"
"""The fetch history names a request as its run by this and its id."""


def take_requests(run: str, secrets: Resolver | None = None) -> Report:
    """Do all that waits, then take what came through all stages; returns how many were done and how many failed.

    A request that fails has its error in its row and holds up no other. `run` is the scheduler's name of this run.
    """
    _change("requests_abandoned", {})
    counts = {"done": 0, "failed": 0}
    while (request := _next(run)) is not None:
        state, answer = _answered(request, secrets)
        _change("requests_answer", {"id": request.id, "state": state, "answer": json.dumps(answer, default=str)})
        counts[state] += 1
    return counts


def _answered(request: Row[Any], secrets: Resolver | None) -> tuple[str, Report]:
    doing: dict[str, Callable[..., Report]] = {"fetch": _fetch, "preview": _preview}
    try:
        return "done", doing[request.kind](request, secrets)
    except Exception as error:  # whatever one request ends with, the others still wait
        return "failed", {"error": type(error).__name__, "message": redact_text(str(error))[:2_000]}


def _fetch(request: Row[Any], secrets: Resolver | None) -> Report:
    report = run_fetch(request.target, f"{RUN_PREFIX}{request.id}", secrets=secrets)
    for name in STAGES:
        run_stage(name)
    return report


def _preview(request: Row[Any], secrets: Resolver | None) -> Report:
    with pipeline_engine() as engine:
        with engine.connect() as connection:
            found = stored.one(connection, request.target)
        return _tried(engine, found, secrets)


def _tried(engine: Engine, found: stored.StoredInstance, secrets: Resolver | None) -> Report:
    instance = found.instance
    if instance.kind == "webhook":
        raise ConfigurationError(f"{instance.slug} is pushed to: there is nothing to read")
    # a trial brings the readers of every kind and all of understanding, which importing the DAG file must not
    from include.operations.trial import try_out  # noqa: PLC0415
    from include.pipeline.fetching.limits import shared_client  # noqa: PLC0415

    trial = try_out(instance, secrets=secrets, client=shared_client(engine, found))
    return {
        "events": len(trial.listings),
        "titles": [one.title for one in trial.listings[:MAX_PREVIEW_TITLES]],
        "set_aside": len(trial.aside),
        "unreadable": len(trial.unreadable),
        "complete": trial.complete,
    }


def _next(run: str) -> Row[Any] | None:
    with pipeline_engine() as engine, engine.begin() as connection:
        return connection.execute(query("requests_take"), {"run": run}).one_or_none()


def _change(name: str, parameters: dict[str, Any]) -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        connection.execute(query(name), parameters)
