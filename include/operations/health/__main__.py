"""`python -m include.operations.health [--resume SLUG]`: how healthy each source is, and why not.

`make status` shows it. A source that was paused by itself, or by an administrator, is read again after `--resume`,
which the button in Airflow's view *Sources* does too. Exits with 1 when a source is failing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from include.errors import JatreError
from include.operations.health.changes import resume
from include.operations.health.overview import Rows, health
from include.pipeline.runs import pipeline_engine


def table(rows: Rows) -> Iterator[str]:
    """A line for each source, and one for each reason why it is not healthy."""
    yield f"{'source':32} {'state':9} {'last success (UTC)':19} {'good':>5} {'seconds':>8} {'found':>6} {'new':>5} " + (
        f"{'changed':>8} {'same':>6} {'aside':>6} {'double':>7}"
    )
    for row in rows:
        yield _line(row)
        yield from (f"    {reason}" for reason in row["reasons"])


def _line(row: dict[str, object]) -> str:
    def shown(name: str, form: str = "{}") -> str:
        return "-" if row[name] is None else form.format(row[name])

    seconds = "-" if row["latency_ms"] is None else f"{int(str(row['latency_ms'])) / 1000:.1f}"
    found = "same" if row["not_modified"] else shown("found")
    return (
        f"{row['slug']:32} {row['state']:9} {shown('last_success_at', '{:%Y-%m-%d %H:%M}'):19} "
        f"{shown('success_rate', '{:.0%}'):>5} {seconds:>8} {found:>6} {shown('new'):>5} {shown('changed'):>8} "
        f"{shown('unchanged'):>6} {shown('set_aside'):>6} {shown('duplicates_share', '{:.0%}'):>7}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Show, or resume. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.health", description=__doc__)
    parser.add_argument("--resume", metavar="SLUG", help="let a paused source be read again")
    asked = parser.parse_args(arguments)
    try:
        with pipeline_engine() as engine:
            if asked.resume:
                resume(engine, asked.resume)
            rows = health(engine)
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in table(rows)))
    return 1 if any(row["state"] == "failing" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
