"""The public cases: a text, the moment at which it is read, and the one value that is right."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

KINDS = ("date", "time", "datetime", "daterange", "timerange", "datetimerange")
DEFAULT_REFERENCE = datetime.combine(date(2016, 11, 7), time(0))
NOT_RESOLVED = "not resolved"


@dataclass(frozen=True)
class Case:
    """`start` and `end` as the case writes them; of a point, `start` alone."""

    text: str
    now: datetime
    kind: str
    start: str | None
    end: str | None


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file that have one answer with one value."""
    for written in json.loads(path.read_text("utf-8-sig")):
        answers = written.get("Results") or []
        values = [_values(one) for one in answers]
        if len(answers) == 1 and len(values[0]) == 1 and (case := _case(written, answers[0], values[0][0])):
            yield case


def _values(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    holder = answer.get("Resolution") or answer.get("Value") or {}
    if "FutureResolution" in holder:
        return _resolutions(holder["FutureResolution"], holder.get("PastResolution"))
    return [one for one in holder.get("values") or [] if isinstance(one, dict)]


def _resolutions(future: Mapping[str, str], past: Mapping[str, str] | None) -> list[Mapping[str, Any]]:
    """The value of a parser's case, whose keys are "date", or "startDate" and "endDate", and so on; two if in doubt."""
    read: list[Mapping[str, Any]] = []
    for one in (future, past or future):
        parts = {"start" if name.startswith("start") else "end" if name.startswith("end") else "value": text
                 for name, text in one.items()}  # fmt: skip
        read += [parts] if parts not in read else []
    return read


def _case(written: Mapping[str, Any], answer: Mapping[str, Any], value: Mapping[str, Any]) -> Case | None:
    kind, reference = (
        str(answer.get("TypeName", answer.get("Type"))).rpartition(".")[2],
        (written.get("Context") or {}).get("ReferenceDateTime"),
    )
    start, end = value.get("value", value.get("start")), value.get("end")
    if kind not in KINDS or start == NOT_RESOLVED or not (start or end):
        return None
    now = datetime.fromisoformat(reference).replace(tzinfo=None) if reference else DEFAULT_REFERENCE
    return Case(written["Input"], now, kind, start, end)
