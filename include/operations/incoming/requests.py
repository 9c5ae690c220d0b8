"""Requests, rows that the service or a page of Airflow has written: taken in turn, each with its state and answer."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from include.db import query
from include.errors import ConfigurationError
from include.pipeline.decisions import decide_event, revoke
from include.pipeline.runs import STAGES, Report, pipeline_engine, run_fetch, run_stage
from include.redaction import redact_text
from include.sources.configuration.secrets import Resolver
from include.sources.instances import stored

REFUSED_ADDRESS = "(an address that was refused)"
"""In place of one that may hold a secret."""
RUN_PREFIX = "request__"
"""The fetch history names a request as its run by this and its id."""

DETAILS = ("other", "otherExpected", "listings", "patch", "until")
"""Of a decision whose consequences are asked for."""
MAX_SHOWN = 50
"""Events that are told apart in consequences."""

PREVIEWS_SECONDS = 600.0
"""After which a run begins no further preview; those that wait start another run."""


def take_requests(run: str, secrets: Resolver | None = None) -> Report:
    """Do what waits, previews last and as far as their time goes; returns how many were done and how many failed.

    A request that fails has its error in its row and holds up no other. `run` is the scheduler's name of this run.
    """
    _change("requests_abandoned", {})
    counts = {"done": 0, "failed": 0}
    ends = time.monotonic() + PREVIEWS_SECONDS
    while (request := _next(run, without_previews=time.monotonic() > ends)) is not None:
        state, answer = _answered(request, secrets)
        _change("requests_answer", {"id": request.id, "state": state, "answer": json.dumps(answer, default=str)})
        counts[state] += 1
    return counts


def _answered(request: Row[Any], secrets: Resolver | None) -> tuple[str, Report]:
    doing: dict[str, Callable[..., Report]] = {
        "fetch": _fetch, "preview": _preview, "preview_address": _preview_address, "add_source": _add,
        "stages": _take_up, "consequences": _consequences,
    }  # fmt: skip
    try:
        return "done", doing[request.kind](request, secrets)
    except Exception as error:  # whatever one request ends with, the others still wait
        return "failed", {"error": type(error).__name__, "message": redact_text(str(error))[:2_000]}


def _fetch(request: Row[Any], secrets: Resolver | None) -> Report:
    return _read(request.target, request.id, secrets)


def _read(slug: str, request: int, secrets: Resolver | None) -> Report:
    report = run_fetch(slug, f"{RUN_PREFIX}{request}", secrets=secrets)
    for name in STAGES:
        run_stage(name)
    return report


def _take_up(request: Row[Any], secrets: Resolver | None) -> Report:
    """What a person decided reaches the page without waiting for a source's next run."""
    return {"stages": [run_stage(name) for name in STAGES]}


# a preview brings the readers of every kind and all of understanding, which importing the DAG file must not


def _consequences(request: Row[Any], secrets: Resolver | None) -> Report:
    """What a decision or its revocation would change, by doing it in a transaction that is taken back."""
    from include.operations.deciding.consequences import consequences  # noqa: PLC0415

    about = dict(request.options)

    def decide(connection: Connection) -> list[UUID]:
        if "revoke" in about:
            return revoke(connection, UUID(about["revoke"]), by=request.asked_by).events
        event, details = UUID(about["event"]), {name: about[name] for name in DETAILS if about.get(name)}
        return [event, *decide_event(connection, about["kind"], event, by=request.asked_by, details=details).events]

    with pipeline_engine() as engine:
        found = consequences(engine, decide)
    return {"consequences": [asdict(one) for one in found[:MAX_SHOWN]], "events": len(found)}


def _preview(request: Row[Any], secrets: Resolver | None) -> Report:
    from include.operations.preview.preview import preview_source  # noqa: PLC0415
    from include.pipeline.fetching.limits import shared_client  # noqa: PLC0415

    with pipeline_engine() as engine:
        with engine.connect() as connection:
            found = stored.one(connection, request.target)
        if found.instance.kind == "webhook":
            raise ConfigurationError(f"{found.instance.slug} is pushed to: there is nothing to read")
        return preview_source(engine, found, shared_client(engine, found), secrets).document()


def _preview_address(request: Row[Any], secrets: Resolver | None) -> Report:
    from include.operations.preview.address import web_address  # noqa: PLC0415
    from include.operations.preview.preview import preview_address  # noqa: PLC0415

    try:
        address = web_address(request.target)
    except ConfigurationError:
        _change("requests_mask", {"id": request.id, "target": REFUSED_ADDRESS})
        raise
    with pipeline_engine() as engine:
        return preview_address(engine, address).document()


def _add(request: Row[Any], secrets: Resolver | None) -> Report:
    """Add what a preview found, and read it; when that fails it is added all the same, and read on its schedule."""
    from include.operations.preview.adding import add_source  # noqa: PLC0415

    with pipeline_engine() as engine:
        with engine.connect() as connection:
            answer = connection.execute(query("requests_preview"), {"id": int(request.target)}).scalar_one_or_none()
        added = add_source(engine, (answer or {}).get("source"), by=request.asked_by, **request.options)
    try:
        return {"source": added.slug, **_read(added.slug, request.id, secrets)}
    except Exception as error:  # the source is there, and its own DAG reads it again
        return {"source": added.slug, "trouble": redact_text(f"{type(error).__name__}: {error}")[:2_000]}


def _next(run: str, *, without_previews: bool) -> Row[Any] | None:
    with pipeline_engine() as engine, engine.begin() as connection:
        wanted = {"run": run, "without_previews": without_previews}
        return connection.execute(query("requests_take"), wanted).one_or_none()


def _change(name: str, parameters: dict[str, Any]) -> None:
    with pipeline_engine() as engine, engine.begin() as connection:
        connection.execute(query(name), parameters)
