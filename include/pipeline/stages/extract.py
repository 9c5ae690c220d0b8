"""Extract: from a raw record to a listing. Structure first, then the text where structure is missing.

A record that announces nothing that happens at a time is set aside with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine

from include.db import query
from include.pipeline.ledger import Batch, LedgerRow, as_json, drain
from include.pipeline.reading.columns import REREAD_AHEAD, understood_columns
from include.pipeline.reading.raw_listing import RawListing
from include.pipeline.report import StageReport
from include.settings import settings
from include.sources.configuration.instance import SourceInstance
from include.untrusted.budget import within_budget


def run(engine: Engine, *, limit: int | None = None) -> StageReport:
    """Read every record that waits, and the recurring ones whose expanded dates run out."""
    with engine.begin() as connection:
        connection.execute(query("listings_reread"), {"ahead": REREAD_AHEAD, "replaying": settings().replaying})
    return drain(engine, "extract", work, limit)


def work(connection: Connection, rows: Sequence[LedgerRow], batch: Batch) -> None:
    """Read each record of a batch, in the caller's transaction."""
    by_source: dict[Any, RawListing] = {}
    read = batch.read(rows, lambda row: within_budget(understood_columns, _raw_listing(row, by_source)))
    connection.execute(query("listings_understood"), {"rows": as_json(read), "by": "extract", "next": "nlp"})
    batch.done.extend(one["id"] for one in read)


def _raw_listing(row: LedgerRow, by_source: dict[Any, RawListing]) -> RawListing:
    """The record of a row; `by_source` keeps what the rows of a source have in common."""
    if row.source_id not in by_source:
        by_source[row.source_id] = RawListing.of(_instance(row), {}, row.now)
    return replace(
        by_source[row.source_id], raw=row.raw_data or {}, first_seen_at=row.first_seen_at,
        has_event=row.event_id is not None, row_id=row.id,
    )  # fmt: skip


def _instance(row: LedgerRow) -> SourceInstance:
    return SourceInstance(
        slug=row.slug, name=row.source_name, kind=row.kind, config=row.config, area=row.area_code,
        rate_limit=row.rate_limit, priority=row.priority, official=row.official,
    )  # fmt: skip
