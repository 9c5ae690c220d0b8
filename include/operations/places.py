"""Opening hours of places, as a person decides them: `python -m include.operations.places COMMAND PLACE`.

PLACE is a slug, id or name. `show` has what is stated of its hours and by whom, `hours PLACE "9am-5pm, closed Mon"`
decides its week, `special PLACE FIRST HOURS` the hours of a day (`--last` of several; `closed` for none), and `revoke`
takes all that was decided of it back. What a person decides outweighs every other origin.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from include.db import query
from include.errors import JatreError
from include.pipeline.runs import pipeline_engine
from include.places.decisions import decide_hours, decide_special, find_place, revoke_hours
from include.places.hours import SpecialDay
from include.places.reading import read_hours
from include.settings import settings

Rows = Iterable[dict[str, Any]]


def show(connection: Connection, asked: argparse.Namespace) -> Rows:
    """What is stated of its hours, and by whom."""
    place = find_place(connection, settings().area, asked.place)
    return [dict(row) for row in connection.execute(query("place_hours_read"), {"place": place}).mappings()]


def hours(connection: Connection, asked: argparse.Namespace) -> Rows:
    """Decide its week."""
    place = find_place(connection, settings().area, asked.place)
    return [{"place": place, "hours": decide_hours(connection, place, asked.hours, by=asked.by, reason=asked.reason)}]


def special(connection: Connection, asked: argparse.Namespace) -> Rows:
    """Decide the hours of a day, or of several."""
    place = find_place(connection, settings().area, asked.place)
    day = SpecialDay(asked.first, asked.last or asked.first, read_hours(asked.hours), asked.label)
    decide_special(connection, place, day, by=asked.by, reason=asked.reason)
    return [{"place": place, "first": day.first, "last": day.last, "hours": day.hours}]


def revoke(connection: Connection, asked: argparse.Namespace) -> Rows:
    """Take back whatever was decided of its hours."""
    place = find_place(connection, settings().area, asked.place)
    return [{"place": place, "revoked": revoke_hours(connection, place)}]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    asked = _parser().parse_args(arguments)
    work: Callable[[Connection, argparse.Namespace], Rows] = asked.work
    try:
        with pipeline_engine() as engine, engine.begin() as connection:
            for row in work(connection, asked):
                sys.stdout.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")
    except JatreError as error:
        sys.stderr.write(f"places: {error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m include.operations.places", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, work in (("show", show), ("hours", hours), ("special", special), ("revoke", revoke)):
        command = commands.add_parser(name, help=work.__doc__)
        command.set_defaults(work=work)
        command.add_argument("place")
        if name == "special":
            command.add_argument("first", type=date.fromisoformat)
            command.add_argument("--last", type=date.fromisoformat)
            command.add_argument("--label", default="", help="why, such as Diwali")
        if name in ("hours", "special"):
            command.add_argument("hours")
            command.add_argument("--by", required=True, help="who decides")
            command.add_argument("--reason")
    return parser


if __name__ == "__main__":
    sys.exit(main())
