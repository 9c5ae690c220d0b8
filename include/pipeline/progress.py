"""What a run writes while it goes on: a table for people, or one JSON line per step for programs."""

from __future__ import annotations

import json
import sys
import time
from typing import Any, Protocol

from sqlalchemy.exc import SQLAlchemyError

from include.db import query
from include.pipeline.runs import Report, pipeline_engine

FETCH_COLUMNS = ("found", "new", "changed", "unchanged", "gone", "unreadable")
STAGE_COLUMNS = ("taken", "done", "set_aside", "seconds")
MAX_REASONS = 10
NAME_CHARS = 32
"""Width of the first column."""


class Progress(Protocol):
    """Where the steps of a run are reported."""

    def step(self, name: str, report: Report, source: str | None) -> None:
        """One step has ended; `report` holds its counts, or `error`."""

    def end(self) -> None:
        """The run has ended."""


class JsonLines:
    """One JSON object per step on standard output."""

    def step(self, name: str, report: Report, source: str | None) -> None:
        """Write the line at once, so that a reader can follow."""
        about = {"step": name} if source is None else {"step": name, "source": source}
        sys.stdout.write(json.dumps({**about, **report}, default=str) + "\n")
        sys.stdout.flush()

    def end(self) -> None:
        """Nothing: the lines are the whole report."""


class Table:
    """A row per source and per stage on standard output, then what came of it all."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._header: tuple[str, ...] = ()

    def step(self, name: str, report: Report, source: str | None) -> None:
        """Write the row at once; the error in place of the counts where the step failed."""
        columns = STAGE_COLUMNS if source is None else FETCH_COLUMNS
        if columns != self._header:
            first = "stage (listings)" if source is None else "source (listings)"
            _write_row(f"\n{first}" if self._header else first, [column.replace("_", " ") for column in columns])
            self._header = columns
        label = name if source is None else source
        if "error" in report:
            _write(f"{label:<{NAME_CHARS}}  failed: {report['error']}")
        else:
            _write_row(label, [report.get(column, 0) for column in columns])
        for warning in [*report.get("warnings", ()), *filter(None, [report.get("alert")])]:
            _write(f"{'':<{NAME_CHARS}}  {warning}")

    def end(self) -> None:
        """Write the run's set-aside listings with their reasons, events, duplicates and seconds."""
        seconds = time.monotonic() - self._began
        _write("")
        try:
            with pipeline_engine() as engine, engine.connect() as connection:
                found = connection.execute(query("run_summary"), {"seconds": seconds}).one()
        except SQLAlchemyError as error:
            _write(f"What came of it is not known, because the database does not answer: {type(error).__name__}")
        else:
            _write_outcome(found)
        _write(f"{seconds:.1f} seconds")


def _write_outcome(found: Any) -> None:
    _write(f"Events: {found.events_new} new, {found.events_changed} changed, {found.events_shown} shown in all")
    _write(f"Duplicates: {_listings(found.duplicates)} of an event that another listing announced first")
    _write(f"Set aside: {_listings(sum(number for number, _ in found.set_aside))}")
    for number, reason in found.set_aside[:MAX_REASONS]:
        _write(f"  {number:>5}  {reason}")


def _listings(number: int) -> str:
    return "1 listing" if number == 1 else f"{number} listings"


def _write_row(label: str, cells: list[Any]) -> None:
    width = NAME_CHARS + label.count("\n")
    _write(f"{label:<{width}}" + "".join(f"{_cell(cell):>12}" for cell in cells))


def _cell(value: Any) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _write(line: str) -> None:
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()
