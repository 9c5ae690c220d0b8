"""What the guard of absences holds, and its end: `python -m include.operations.removals [--confirm SLUG --count N]`.

When more than a fifth of a source's events would go within a day, none goes: a site that breaks looks like that. Who
has looked at the site and found that they are gone confirms it here, or by the button in Airflow's view *Sources*.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError, JatreError
from include.operations.health.overview import held_removals
from include.pipeline.decisions import who_and_why
from include.pipeline.runs import pipeline_engine, run_stage


class RemovalsChangedError(JatreError):
    """Not as many removals are held as the person saw who confirms them."""


@dataclass(frozen=True)
class ConfirmedRemoval:
    """The external ids of the listings that are gone, and the decision by which, which can be revoked."""

    listings: list[str]
    decision: UUID


def confirm(engine: Engine, slug: str, count: int, *, by: str, reason: str | None = None) -> ConfirmedRemoval:
    """Mark the `count` held listings of the source as gone, as a decision of `by`. The next `enrich` takes it up.

    Raises: ConfigurationError when nothing is held or `by` is blank, RemovalsChangedError when by now it is another
    number.
    """
    with engine.begin() as connection:
        about = {"slug": slug, "expected": count, **who_and_why(by, reason)}
        answer = connection.execute(query("removals_confirm"), about).scalar_one()
    if "decision" in answer:
        return ConfirmedRemoval(sorted(answer["listings"]), UUID(answer["decision"]))
    if "refused" in answer:
        raise ConfigurationError(answer["refused"])
    if not answer.get("held"):
        raise ConfigurationError(f"no removal of {slug!r} is held")
    raise RemovalsChangedError(
        f"{answer['held']} removals of {slug!r} are held by now, not {count}: look at them again"
    )


def held_lines(engine: Engine, slug: str | None = None) -> list[str]:
    """What is held, of one source or of all: a line each."""
    rows = held_removals(engine, slug)
    return [f"{row['slug']}: {row['title'] or row['external_id']} ({row['local_dates'][0]})" for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Show what is held, or confirm it and take it to the page. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.removals", description=__doc__)
    parser.add_argument("--confirm", metavar="SLUG", help="what this source no longer lists is gone")
    parser.add_argument("--count", metavar="N", type=int, help="how many those are, as you saw them")
    parser.add_argument("--by", default="an operator", help="who confirms it; it is kept with the decision")
    asked = parser.parse_args(arguments)
    if asked.confirm and asked.count is None:
        parser.error("--confirm needs --count, the number of removals that you saw")
    try:
        with pipeline_engine() as engine:
            if asked.confirm:
                gone = confirm(engine, asked.confirm, asked.count, by=asked.by)
                sys.stdout.write(f"{asked.confirm}: {len(gone.listings)} listings are gone; decision {gone.decision}\n")
            else:
                lines = held_lines(engine) or ["no removal is held"]
                sys.stdout.write("".join(f"{line}\n" for line in lines))
        if asked.confirm:
            for stage in ("enrich", "publish"):
                run_stage(stage)
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
