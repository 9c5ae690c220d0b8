"""`python -m include.operations.credentials [SLUG ...]`: which sources' credentials end soon, or are taken no more.

The DAG `credentials` does it every day. Exits with 1 when a person has to act.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from include.operations.credentials.watch import looked_at
from include.pipeline.runs import pipeline_engine


def main(arguments: Sequence[str] | None = None) -> int:
    """Look, line by line. Returns the exit code: 1 also for a name of no source that has any."""
    parser = argparse.ArgumentParser(description="Show which sources' credentials end soon, or are taken no more.")
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="these alone; all active sources when none is given")
    due, slugs = False, parser.parse_args(arguments).slugs
    unknown = set(slugs)
    with pipeline_engine() as engine:
        for found in looked_at(engine, slugs=slugs):
            due |= found.reason is not None
            unknown.discard(found.slug)
            sys.stdout.write(f"{found.line()}\n")
    for slug in sorted(unknown):
        sys.stderr.write(f"no active source {slug!r} names a secret\n")
    return int(due or bool(unknown))


if __name__ == "__main__":
    sys.exit(main())
