"""Venues and where they are: what waits for a person, and what a person decides.

`python -m include.operations.venues review` lists the venues of events that nothing places, as JSON lines, with what
sources state of each. `place NAME --address ADDRESS` (or `--latitude` and `--longitude`) decides where one is, with
`--moved` in place of where it was,
`same NAME OTHER` that two names are one venue, `several NAME` that a name is that of several, `revoke ID` takes a
decision back, and `decisions` lists those that stand. What the decisions change is done by the next runs of the stages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from include.areas.area import Area, load_area
from include.db import query
from include.errors import JatreError
from include.listing import Venue
from include.pipeline.runs import pipeline_engine
from include.pipeline.venues import decisions
from include.settings import settings

MAX_REVIEW_ROWS = 200
Rows = Iterable[dict[str, Any]]


def review(connection: Connection, area: Area, _asked: argparse.Namespace) -> Rows:
    """Venues that a person should place, those of which something is stated first; `MAX_REVIEW_ROWS` at most."""
    found = connection.execute(query("venue_reviews_read"), {"area": area.code, "size": MAX_REVIEW_ROWS})
    return [dict(row) for row in found.mappings()]


def standing(connection: Connection, area: Area, _asked: argparse.Namespace) -> Rows:
    """The decisions that stand."""
    found = connection.execute(query("venue_decisions_read"), {"area": area.code})
    return [dict(row) for row in found.mappings()]


def place(connection: Connection, area: Area, asked: argparse.Namespace) -> Rows:
    """Decide where a venue is."""
    venue = Venue(name=asked.name, address=asked.address, latitude=asked.latitude, longitude=asked.longitude)
    decided = decisions.decide_place(connection, area, venue, by=asked.by, reason=asked.reason, moved=asked.moved)
    return [{"id": decided}]


def same(connection: Connection, area: Area, asked: argparse.Namespace) -> Rows:
    """Decide that one name is another name of a venue."""
    return [{"id": decisions.decide_same(connection, area, asked.name, asked.other, by=asked.by, reason=asked.reason)}]


def several(connection: Connection, area: Area, asked: argparse.Namespace) -> Rows:
    """Decide that a name is that of several venues."""
    return [{"id": decisions.decide_several(connection, area, asked.name, by=asked.by, reason=asked.reason)}]


def revoke(connection: Connection, _area: Area, asked: argparse.Namespace) -> Rows:
    """Take a decision back. Raises: UnfitDecision when there is none of that id."""
    if not decisions.revoke(connection, asked.id):
        raise decisions.UnfitDecision(f"{asked.id}: no decision of that id stands")
    return [{"id": asked.id, "revoked": True}]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    work: Callable[[Connection, Area, argparse.Namespace], Rows] = asked.work
    try:
        with pipeline_engine() as engine, engine.begin() as connection:
            for row in work(connection, load_area(settings().area), asked):
                sys.stdout.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")
    except (JatreError, ValueError) as error:
        sys.stderr.write(f"venues: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m include.operations.venues", description=__doc__)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("review", help=review.__doc__).set_defaults(work=review)
    commands.add_parser("decisions", help=standing.__doc__).set_defaults(work=standing)
    for name, decide in (("place", place), ("same", same), ("several", several)):
        command = commands.add_parser(name, help=decide.__doc__)
        command.set_defaults(work=decide)
        command.add_argument("name")
        command.add_argument("--by", required=True, help="who decides")
        command.add_argument("--reason")
        if name == "same":
            command.add_argument("other", help="the name that its listings get")
        if name == "place":
            command.add_argument("--address")
            command.add_argument("--latitude", type=float)
            command.add_argument("--longitude", type=float)
            command.add_argument("--moved", action="store_true", help="it is there now, and no longer where it was")
    command = commands.add_parser("revoke", help=revoke.__doc__)
    command.set_defaults(work=revoke)
    command.add_argument("id", type=UUID)
    return parser


if __name__ == "__main__":
    sys.exit(main())
