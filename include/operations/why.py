"""`python -m include.operations.why LISTING`: why a listing is what it is, and why it met the listings that it met.

LISTING is its external id, `source/external id`, the address of its page or of its event's, an id, or a part of its
title. `make why LISTING=...` does it in the database that runs; Airflow's view *Sources* shows the same.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError, JatreError
from include.operations.deciding.targets import event_id
from include.operations.health.overview import Rows, linked
from include.pipeline.runs import pipeline_engine
from include.understand.match import waterfall
from include.untrusted.cleaning import clean_text

MAX_FOUND = 30
"""Listings that one question shows."""
MAX_ASKED_CHARS = 2_000


def listings(engine: Engine, asked: str) -> Rows:
    """The listings that are meant, `MAX_FOUND` at most; `matches` are as `explained` gives them."""
    asked = clean_text(asked).strip()[:MAX_ASKED_CHARS]
    if not asked:
        return []
    wanted = {"asked": asked, "id": _id_in(asked), "size": MAX_FOUND}
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(query("why_listings"), wanted).mappings()]
    return [linked(row) | {"matches": [explained(one) for one in row["matches"]]} for row in rows]


def explained(match: Mapping[str, Any]) -> dict[str, Any]:
    """A match in words: the `other`, `verdict`, `score`, `probability`, and the `steps` that lead there."""
    fields = match["fields"] or {}
    other = fields.get("with") or {}
    return {
        "event": match["event"],
        "title": match["title"],
        "other": f"{other.get('external_id', 'another listing')} of {other.get('source', 'another source')}",
        "verdict": _verdict(match["merged"], fields),
        "score": match["score"],
        "probability": fields.get("probability"),
        "steps": list(waterfall.steps(fields)),
    }


def _verdict(merged: bool, fields: Mapping[str, Any]) -> str:
    decided = fields.get("decided")
    if decided == "for review":
        return "kept apart, for a person to decide"
    if decided:
        return f"one event, {decided}"
    return "one event, by its score" if merged else "once one event"


def _id_in(asked: str) -> UUID | None:
    try:
        return event_id(asked)
    except ConfigurationError:
        return None


def lines(rows: Rows) -> Iterator[str]:
    """For a screen: a block for each listing."""
    for row in rows:
        title = clean_text(row["title"] or "without a title")
        yield f"{row['slug']}/{clean_text(row['external_id'])}: {title}"
        yield f"  {row['status']}" + (f", waits for {row['stage']}" if row["stage"] != "done" else "") + _standing(row)
        if row["why"]:
            yield f"  because {clean_text(row['why'])}"
        for one in row["decisions"]:
            yield f"  {one['kind']} by {clean_text(one['by'])} at {one['at']}" + (
                " (revoked)" if one["revoked"] else ""
            )
        for match in row["matches"]:
            yield from _match_lines(match)


def _standing(row: Mapping[str, Any]) -> str:
    event = (
        f"; event {row['event_id']}, {'on the page' if row['shown'] else 'not on the page'}" if row["event_id"] else ""
    )
    absent = f"; its source no longer lists it ({row['absent_runs']} times absent)" if row["absent_runs"] else ""
    return event + absent


def _match_lines(match: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {match['verdict']}: {clean_text(match['other'])}, score {match['score']}"
    for step in match["steps"]:
        yield f"    {step['odds']:+7.2f}  {step['words']}"
    if match["steps"]:
        last = match["steps"][-1]
        yield f"    {last['sum']:+7.2f}  in all: {last['probability']:.1%} that they are one event"


def main(arguments: Sequence[str] | None = None) -> int:
    """Show. Returns the exit code: 1 when no listing is meant."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.why", description=__doc__)
    parser.add_argument("listing", help="an id, an address, or a part of the title")
    asked = parser.parse_args(arguments)
    try:
        with pipeline_engine() as engine:
            rows = listings(engine, asked.listing)
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in lines(rows)) or f"no listing is called {asked.listing!r}\n")
    return 0 if rows else 1


if __name__ == "__main__":
    sys.exit(main())
