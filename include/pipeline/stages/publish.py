"""Publish: drafts become public, in short transactions; rows that would not change are not written."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from include.db import query
from include.pipeline.ledger import Batch, LedgerRow, drain
from include.pipeline.report import StageReport

BATCH_ROWS = 50
STEPS = (
    "publish_dates_drop",
    "publish_dates",
    "publish_images_drop",
    "publish_images",
    "publish_events",
    "publish_listings",
)


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Publish the events of every listing that waits, and state in the history of fetches what became of theirs."""
    report = drain(engine, "publish", work, limit, size=BATCH_ROWS)
    with engine.begin() as connection:
        connection.execute(query("fetch_outcomes"))
    return report


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Publish the events of a batch, in the caller's transaction."""
    events = {"events": sorted({row.event_id for row in rows if row.event_id})}
    connection.execute(query("events_hold"), events)
    for step in STEPS:
        connection.execute(query(step), events)
    batch.done.extend(row.id for row in rows)
    connection.execute(query("listings_advance"), {"ids": batch.done, "next": "done"})
