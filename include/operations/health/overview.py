"""Answers for operators, from the ledger: how the sources stand, what a run brought, where an event comes from.

Each answer is a list of rows, ready for JSON. `dag_id` and `run_id` name the run of the scheduler that did it; they are
None for what was done without one.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from include.db import query
from include.sources.instances import stored

Rows = list[dict[str, Any]]

DAG_PREFIX = "source_"
"""The DAG of a source is called this and its slug."""

WEBHOOKS = "webhooks"
"""The DAG that takes what was pushed, whatever its source; an asset starts its runs."""

UNLINKED = ("cli__", "request__")
"""Runs that are none of a DAG of their own begin so."""

MAX_FETCH_ROWS = 50
MAX_LISTING_ROWS = 500
MAX_REVIEW_ROWS = 200


def sources(engine: Engine) -> Rows:
    """Every source with its last fetch, counts and health, by name; `refused` is the reason why one cannot be read."""
    with engine.connect() as connection:
        refused = {one.slug: one.reason for one in stored.every(connection)[1]}
    rows = [row | {"refused": refused.get(row["slug"])} for row in _rows(engine, "overview_sources")]
    states = {row["slug"]: row for row in health(engine)}
    return [linked(row) | {"source_dag": DAG_PREFIX + row["slug"], "health": states[row["slug"]]} for row in rows]


def health(engine: Engine) -> Rows:
    """The health of every source (`source_health_v1`), those that need a person first."""
    return _rows(engine, "source_health")


def held_removals(engine: Engine, slug: str | None = None) -> Rows:
    """Listings that a source no longer shows and that the guard of absences does not let go."""
    return _rows(engine, "removals_held", slug=slug)


def fetches(engine: Engine, dag_id: str) -> Rows:
    """The last `MAX_FETCH_ROWS` fetches of the source that a DAG reads, the newest first."""
    slug = dag_id.removeprefix(DAG_PREFIX)
    rows = _rows(engine, "overview_fetches", slug=slug, size=MAX_FETCH_ROWS)
    return [linked(row | {"slug": slug}) for row in rows]


def listings(engine: Engine, dag_id: str, run_id: str) -> Rows:
    """What became of what a run found new or changed; `MAX_LISTING_ROWS` at most."""
    slug = None if dag_id == WEBHOOKS else dag_id.removeprefix(DAG_PREFIX)
    return _rows(engine, "overview_listings", slug=slug, run_id=run_id, size=MAX_LISTING_ROWS)


def origin(engine: Engine, event: UUID) -> Rows:
    """The listings of an event, or of the one that it was merged into; empty when there is none."""
    return [linked(row) for row in _rows(engine, "overview_origin", event_id=event)]


def reviews(engine: Engine) -> Rows:
    """The pairs that a person should decide, the likeliest first; `MAX_REVIEW_ROWS` at most."""
    return _rows(engine, "overview_reviews", size=MAX_REVIEW_ROWS)


def _rows(engine: Engine, name: str, **parameters: Any) -> Rows:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query(name), parameters).mappings()]


def linked(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the DAG of its run, None for a run that is none of a DAG of its own."""
    run = row["run_id"]
    if run is None or run.startswith(UNLINKED):
        return row | {"dag_id": None}
    return row | {"dag_id": WEBHOOKS if run.startswith("asset_triggered__") else DAG_PREFIX + row["slug"]}
