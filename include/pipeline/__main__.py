"""The pipeline without Airflow: `python -m include.pipeline --all`, or `--source SLUG` once or several times.

Fetches, then takes everything that waits through the stages, and writes a table as it goes; with `--json` one JSON line
per step. Without `--all` and `--source` it only takes what waits. What fails is reported and does not stop the rest;
the exit code is then 1. It may be stopped and started again at any point, and may run beside Airflow.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from include.errors import ConfigurationError
from include.pipeline.fetching.dates import ArchivedDay, Dates, asked_archive, asked_dates
from include.pipeline.progress import JsonLines, Progress, Table
from include.pipeline.runs import STAGES, Report, run_fetch, run_stage
from include.settings import settings
from include.sources.instances import snapshot


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        dates = asked_dates(asked.first, asked.last)
        reread = asked_archive(asked.reread, dates)
        if reread and not (asked.all or asked.source):
            raise ConfigurationError("--reread: name the sources that are read again, by --source or --all")
    except ConfigurationError as error:
        parser.error(str(error))
    return run(_slugs(asked), JsonLines() if asked.json else Table(), dates, reread)


def run(slugs: Sequence[str], progress: Progress, dates: Dates | None = None, reread: ArchivedDay | None = None) -> int:
    """Fetch these sources, then take everything that waits through the stages; returns the exit code."""
    name = f"cli__{datetime.now(UTC).isoformat()}"
    fetch = partial(run_fetch, run=name, dates=dates, reread=reread)
    fetched = [_step(progress, "fetch", partial(fetch, slug), slug) for slug in slugs]
    drained = [_step(progress, stage, partial(run_stage, stage)) for stage in STAGES]
    progress.end()
    return 0 if all(fetched) and all(drained) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m include.pipeline", description="Run the pipeline without Airflow.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--source", action="append", default=[], metavar="SLUG", help="fetch this source (repeatable)")
    which.add_argument("--all", action="store_true", help="fetch every active source of the snapshot")
    about = "a backfill: only what is listed from this day on (2026-03-07)"
    parser.add_argument("--from", dest="first", metavar="DATE", help=about)
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day of a backfill")
    about = "ask nothing: read again what the fetch of this day has archived (2026-03-07, or last)"
    parser.add_argument("--reread", metavar="DATE", help=about)
    parser.add_argument("--json", action="store_true", help="write one JSON line per step instead of a table")
    return parser


def _slugs(asked: argparse.Namespace) -> list[str]:
    if not asked.all:
        return list(asked.source)
    return [instance.slug for instance in snapshot.read(settings().snapshot_file) if instance.is_active]


def _step(progress: Progress, name: str, work: Callable[[], Report], source: str | None = None) -> bool:
    try:
        report = work()
    except Exception as error:  # whatever one step ends with, the others still have work waiting
        report = {"error": f"{type(error).__name__}: {error}"}
    progress.step(name, report, source)
    return "error" not in report


if __name__ == "__main__":
    # an orderly end takes back the tries of the rows in hand
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
