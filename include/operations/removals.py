"""`python -m include.operations.removals [--confirm SLUG]`: what the guard of absences holds, and letting it go.

When more than a fifth of a source's events would go within a day, none goes: a site that breaks looks like that. Who
has looked at the site and found that they are gone confirms it here, or by the button in Airflow's view *Sources*.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy import Engine

from include.db import query
from include.errors import ConfigurationError
from include.operations.overview import Rows, held_removals
from include.pipeline.runs import pipeline_engine, run_stage


def confirm(engine: Engine, slug: str) -> list[str]:
    """Mark what is held of the source as gone; returns the external ids. The next run of `enrich` takes it up.

    Raises: ConfigurationError when nothing is held.
    """
    with engine.begin() as connection:
        gone = list(connection.execute(query("removals_confirm"), {"slug": slug}).scalars())
    if not gone:
        raise ConfigurationError(f"no removal of {slug!r} is held")
    return sorted(gone)


def _lines(rows: Rows) -> list[str]:
    held = [f"{row['slug']}: {row['title'] or row['external_id']} ({row['local_dates'][0]})" for row in rows]
    return held or ["no removal is held"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Show what is held, or confirm it and take it to the page. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.removals", description=__doc__)
    parser.add_argument("--confirm", metavar="SLUG", help="what this source no longer lists is gone")
    asked = parser.parse_args(arguments)
    with pipeline_engine() as engine:
        if asked.confirm:
            gone = confirm(engine, asked.confirm)
            sys.stdout.write(f"{asked.confirm}: {len(gone)} listings are gone\n")
        else:
            sys.stdout.write("".join(f"{line}\n" for line in _lines(held_removals(engine))))
    if asked.confirm:
        for stage in ("enrich", "publish"):
            run_stage(stage)
    return 0


if __name__ == "__main__":
    sys.exit(main())
