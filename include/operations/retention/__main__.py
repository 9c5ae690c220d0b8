"""`python -m include.operations.retention [--dry-run]`: delete what is old, or only report how much would go."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from include.errors import JatreError
from include.operations.retention.deletions import TASKS


def main(arguments: Sequence[str] | None = None) -> int:
    """Do all of it, one JSON line each; the exit code is 1 when something failed."""
    parser = argparse.ArgumentParser(prog="python -m include.operations.retention", description="Delete what is old.")
    parser.add_argument("--dry-run", action="store_true", help="report how much would go, and keep it")
    dry, code = parser.parse_args(arguments).dry_run, 0
    for task in TASKS:
        try:
            report = task(dry)
        except JatreError as error:
            report, code = {"error": f"{type(error).__name__}: {error}"}, 1
        sys.stdout.write(json.dumps({"step": task.__name__, "dry_run": dry, **report}) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
