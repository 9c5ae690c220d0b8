"""The pipeline without Airflow: `python -m include.pipeline --all`, or `--source SLUG` once or several times.

Fetches, then takes everything that waits through the stages, and writes one JSON line per step. Without either option
it only drains. What fails is reported and does not stop the rest; the exit code is then 1. It may be stopped and
started again at any point, and may run beside Airflow.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from include.pipeline.runs import STAGES, Report, run_fetch, run_stage
from include.settings import settings
from include.sources.instances import snapshot


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; returns the exit code."""
    asked = _parser().parse_args(arguments)
    run = f"cli__{datetime.now(UTC).isoformat()}"
    fetched = [_step("fetch", partial(run_fetch, slug, run), source=slug) for slug in _slugs(asked)]
    drained = [_step(name, partial(run_stage, name)) for name in STAGES]
    return 0 if all(fetched) and all(drained) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m include.pipeline", description="Run the pipeline without Airflow.")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--source", action="append", default=[], metavar="SLUG", help="fetch this source (repeatable)")
    which.add_argument("--all", action="store_true", help="fetch every active source of the snapshot")
    return parser


def _slugs(asked: argparse.Namespace) -> list[str]:
    if not asked.all:
        return list(asked.source)
    return [instance.slug for instance in snapshot.read(settings().snapshot_file) if instance.is_active]


def _step(name: str, work: Callable[[], Report], **about: str) -> bool:
    try:
        told = work()
    except Exception as error:  # whatever one step ends with, the others still have work waiting
        told = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps({"step": name, **about, **told}, default=str) + "\n")
    sys.stdout.flush()
    return "error" not in told


if __name__ == "__main__":
    # an orderly end takes back the tries of the rows in hand
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
