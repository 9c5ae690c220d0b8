"""What is done for the tables' sake, on a schedule of its own: each may be run at any time and again."""

from __future__ import annotations

from collections import Counter
from importlib import import_module

from include import db
from include.operations.health.overview import health
from include.pipeline.runs import Report, pipeline_engine
from include.settings import settings
from include.sources.instances import stored


def snapshot_sources() -> Report:
    """Rewrite the snapshot that the DAGs are made from; reports which sources cannot be read, and why.

    A database that does not answer leaves the old one in place.
    """
    with pipeline_engine() as engine:
        found = stored.write_snapshot(engine, settings().snapshot_file)
    return {"sources": len(found.instances), "refused": {one.slug: one.reason for one in found.refused}}


def count_states() -> Report:
    """How many sources are in each state of health; the alerts are the notifier's business."""
    with pipeline_engine() as engine:
        return dict(Counter(row["state"] for row in health(engine)))


def refresh_trending() -> Report:
    """Work out anew what is popular; returns how many events are."""
    with pipeline_engine() as engine, engine.begin() as connection:
        return {"trending": connection.execute(db.query("trending_refresh")).scalar_one()}


def renew_search_tiers() -> Report:
    """Let searches leave out what is over by now; returns how many events are nearer or over since the last time.

    In short transactions: the first time all that is to come is moved.
    """
    events, is_done = 0, False
    with pipeline_engine() as engine:
        while not is_done:
            with engine.begin() as connection:
                moved, is_done = connection.execute(db.query("search_tiers_renew")).one()
            events += moved
    return {"events": events}


def refresh_analytics() -> Report:
    """Work out anew what is kept ready for analysts; returns how many rows each view has."""
    with pipeline_engine() as engine, engine.begin() as connection:
        rows: Report = connection.execute(db.query("analytics_refresh")).scalar_one()
    return rows


def retrain_matcher() -> Report:
    """Train the matcher anew with what moderators have decided; reports what came of it.

    What it needs is imported when it runs: it reaches matching, and dedupe where that is installed.
    """
    retraining = import_module("include.operations.matching.retraining")
    report: Report = retraining.retrain()
    return report
