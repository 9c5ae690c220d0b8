"""The row of a fetch in the history: opened before anything is asked, closed with what it brought or why it failed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from include.db import query
from include.errors import ConfigurationError, JatreError, SourceRefused, TransientError
from include.pipeline.erased import WITHHELD, has_erasures
from include.pipeline.fetching.health import pause_failing, record_fields
from include.redaction import redact_error, redact_text
from include.sources.base import FetchResult, Unreadable
from include.untrusted.cleaning import clean

MAX_HISTORY_EXCERPTS = 20
"""Unreadable records that the history quotes."""


@dataclass
class FetchReport:
    """Counts of listings of one fetch.

    `absent` were not seen once more; `gone` are marked gone now; `alert` is why none was, though some are due.
    Of a re-read: `again` are unchanged and wait to be understood anew; `missing` are answers that the archive lacks.
    """

    source: str
    fetch_id: str
    status: str = "success"
    found: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    absent: int = 0
    gone: int = 0
    returned: int = 0
    unreadable: int = 0
    complete: bool = False
    archived: int = 0
    again: int = 0
    missing: int = 0
    alert: str | None = None
    warnings: list[str] = field(default_factory=list)


def close_fetch(
    connection: Connection,
    fetch_id: UUID,
    result: FetchResult,
    uris: list[str],
    report: FetchReport,
    *,
    reread_of: datetime | None = None,
) -> None:
    """The end of the fetch, in its row of the history; of a re-read with the beginning of the fetch that was read."""
    if report.warnings or report.alert:
        report.status = "partial"
    window = result.window
    connection.execute(
        query("fetch_close"),
        {
            **asdict(report),
            "fetch_id": fetch_id,
            "archive_uris": uris,
            "reread_of": reread_of,
            "window_start": window.start if window else None,
            "window_end": window.end if window else None,
            "details": _details(result.unreadable, report),
            "not_modified": result.unchanged,
            "record_fields": json.dumps(record_fields(result.records)),
        },
    )


def _details(unreadable: list[Unreadable], report: FetchReport) -> str | None:
    details = {
        "alert": report.alert,
        "warnings": report.warnings,
        "unreadable": [clean(asdict(one)) for one in unreadable[:MAX_HISTORY_EXCERPTS]],
    }
    kept = {name: value for name, value in details.items() if value}
    return json.dumps(kept) if kept else None


@contextmanager
def failure_recorded(engine: Engine, source_id: UUID, fetch_id: UUID) -> Iterator[list[str]]:
    """Write the reason of a failure into the history row, and raise it again.

    What is put into the list that it gives are the URIs of what came all the same.

    When the source is paused for its failures, the error has a note that gives the reason.
    """
    uris: list[str] = []
    try:
        yield uris
    except Exception as error:
        redact_error(error)
        details: dict[str, Any] = {"error": type(error).__name__, "message": redact_text(str(error))[:2000]}
        if not isinstance(error, JatreError):
            details["unexpected"] = True
        # when the database is away too, the row stays open, and the next attempt closes it
        with suppress(SQLAlchemyError), engine.begin() as connection:
            known = isinstance(error, TransientError | SourceRefused | ConfigurationError)
            if not known and has_erasures(connection, source_id):
                details["message"] = WITHHELD
            failure = {"fetch_id": fetch_id, "details": json.dumps(clean(details)), "archive_uris": uris}
            connection.execute(query("fetch_fail"), failure)
            if paused := pause_failing(connection, source_id):
                error.add_note(paused)
        raise
