"""`python -m benchmarks.bodies FOLDER... [--now 2026-03-02T12:00:00+05:30]`: saved bodies through their connectors.

Every file below the folders goes through detection and its connector, and each record is read as `extract` reads it.
Prints one JSON object: per file its kind, its events, what was set aside with reasons and how often, errors that nobody
foresaw, and how many events a library of the field sees in it; then the sums. Ends with 1 when an error was unforeseen
or a file gave nothing where a library sees events.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.bodies.reading import Read, read_file

SUFFIXES = (".json", ".jsonld", ".ics", ".html", ".xml", ".rss", ".atom", ".csv", ".xlsx", ".ods", ".gz")

NOTHING = {"the source lists nothing": 1}


def main() -> int:
    """Read and print; returns the exit code."""
    asked = _parser().parse_args()
    files = [(path, root) for root in asked.folders for path in sorted(root.rglob("*")) if path.suffix in SUFFIXES]
    every = [read_file(path, root, asked.now) for path, root in files]
    total = summed(every)
    print(json.dumps({"files": [asdict(one) for one in every], "total": total}, ensure_ascii=False, indent=1))
    return 1 if total["unhandled"] or total["silent"] else 0


def summed(every: list[Read]) -> dict[str, Any]:
    """The sums: `silent` are the files that give no event where a library sees one, and no reason."""
    compared = [one for one in every if one.peer]
    seen = sum(one.peer or 0 for one in compared)
    return {
        "files": len(every),
        "events": sum(one.events for one in every),
        "set_aside": sum(sum(one.aside.values()) for one in every),
        "unhandled": sum(len(one.unhandled) for one in every),
        "silent": [one.file for one in every if one.peer and not one.events and one.aside in ({}, NOTHING)],
        "library_events": seen,
        "share": round(sum(min(one.events, one.peer or 0) for one in compared) / seen, 4) if seen else None,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bodies", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(UTC), help="the time of reading")
    return parser


if __name__ == "__main__":
    sys.exit(main())
