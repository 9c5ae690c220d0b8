"""What commands share: a result goes to the screen, an error of ours is one line and an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable

from sqlalchemy import Engine

from include.errors import JatreError
from include.pipeline.runs import Report, pipeline_engine
from include.redaction import redact_text


def write_report(name: str, work: Callable[[], Report]) -> int:
    """Do the work of the command `name` and write its report as JSON; returns the exit code."""
    try:
        report = work()
    except JatreError as error:
        sys.stderr.write(f"{name}: {redact_text(str(error))}\n")
        return 1
    sys.stdout.write(f"{json.dumps(report)}\n")
    return 0


def write_lines(work: Callable[[Engine], Iterable[str]]) -> int:
    """Do the work in the database and then write its lines, none when it fails on the way; returns the exit code."""
    try:
        with pipeline_engine() as engine:
            lines = list(work(engine))
    except JatreError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0
