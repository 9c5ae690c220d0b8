"""How every stage works through the ledger: claim a batch, think, write it back as one set, in one transaction.

A record whose thinking fails is set aside with its error; when the database refuses a batch, its rows are taken one by
one, so that only the row at fault is set aside. Rows that another run holds are skipped: they are in good hands.
"""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from include.bounds import explain
from include.cleaning import clean
from include.db import query
from include.errors import BrokenRecord, NotAnEvent, TransientError
from include.pipeline.report import StageReport
from include.settings import settings

BATCH = 200
TRIES = 5
Waiting = Row[Any]


@dataclass
class Batch:
    """What came of a batch: ids that went on, and what was set aside (reason and error per id)."""

    done: list[Any] = field(default_factory=list)
    aside: list[dict[str, Any]] = field(default_factory=list)

    def set_aside(self, row: Waiting, error: Exception) -> None:
        """Keep a record out of the way, with its reason; the rest of the batch goes on."""
        self.aside.append({"id": str(row.id), "reason": reason_of(error), "error": told(error)})


Work = Callable[[Connection, Sequence[Waiting], Batch], None]


def reason_of(error: Exception) -> str:
    """In a few words, for the list of what was set aside."""
    if isinstance(error, NotAnEvent):
        return str(error) or "not an event"
    if isinstance(error, ValidationError):
        return f"broken: {explain(error)}"[:300]
    if isinstance(error, BrokenRecord):
        return f"broken: {error}"[:300]
    return f"failed: {type(error).__name__}"


def told(error: Exception) -> dict[str, Any]:
    """The error as JSON: type, message and the innermost frames."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return {
        "type": type(error).__name__,
        "message": str(error)[:1000],
        "at": [f"{f.filename}:{f.lineno} {f.name}" for f in frames],
    }


def drain(engine: Engine, stage: str, work: Work, limit: int | None = None, size: int = BATCH) -> StageReport:
    """Take every row that waits for `stage` (at most `limit`) through `work`."""
    began = time.monotonic()
    done = aside = singly = failures = 0
    while limit is None or done + aside < limit:
        left = size if limit is None else min(size, limit - done - aside)
        try:
            batch = _one_batch(engine, stage, work, 1 if singly else left)
        except (DataError, IntegrityError) as error:
            if singly or left == 1:
                aside += _refused(engine, stage, error)
                singly = max(0, singly - 1)
            else:
                singly = left
            continue
        except (
            OperationalError,
            TransientError,
        ):
            # a deadlock or a lost race: the transaction is gone, the rows still wait
            failures += 1
            if failures >= TRIES:
                raise
            time.sleep(0.05 * failures)
            continue
        if not batch.done and not batch.aside:
            break
        failures = 0
        done, aside, singly = done + len(batch.done), aside + len(batch.aside), max(0, singly - 1)
    return StageReport(stage, done + aside, done, aside, round(time.monotonic() - began, 3))


def _one_batch(engine: Engine, stage: str, work: Work, size: int) -> Batch:
    batch = Batch()
    with engine.begin() as connection:
        rows = _claim(connection, stage, size)
        if rows:
            work(connection, rows, batch)
            _write_aside(connection, batch.aside)
    return batch


def _claim(connection: Connection, stage: str, size: int) -> Sequence[Waiting]:
    wanted = {"stage": stage, "size": size, "replaying": settings().replaying}
    return connection.execute(query("listings_claim"), wanted).all()


def _refused(engine: Engine, stage: str, error: Exception) -> int:
    batch = Batch()
    with engine.begin() as connection:
        for row in _claim(connection, stage, 1):
            batch.set_aside(row, error)
        _write_aside(connection, batch.aside)
    return len(batch.aside)


def _write_aside(connection: Connection, aside: list[dict[str, Any]]) -> None:
    if aside:
        connection.execute(query("listings_set_aside"), {"rows": as_json(aside)})


def as_json(rows: Any) -> str:
    """JSON for a set-based statement, of cleaned values: PostgreSQL knows neither NUL nor half a surrogate pair."""
    return json.dumps(clean(rows), default=str, ensure_ascii=False)
