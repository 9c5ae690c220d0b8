"""The shares of right values over the cases, and what was wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.recognizers.cases import Case
from include.understand.text.expressions.extent import Extent
from include.understand.text.expressions.preferences import END_OF_DAY, Preferences
from include.understand.text.expressions.read import read_expression

AS_THE_CASES = Preferences(
    month_first=True,
    hours={
        "morning": (time(8), time(12)),
        "afternoon": (time(12), time(16)),
        "evening": (time(16), time(20)),
        "night": (time(20), END_OF_DAY),
        "lunchtime": (time(11), time(13)),
        "daytime": (time(8), time(18)),
        "nighttime": (time(0), time(8)),
    },
)
"""The cases are American: the month comes first, and an evening ends at eight."""
_WRITTEN = {"date": "%Y-%m-%d", "time": "%H:%M:%S", "datetime": "%Y-%m-%d %H:%M:%S"}


@dataclass(frozen=True)
class Report:
    """`figures`: the share right by kind, `ranges`, `all`, `n`, `ms_per_text`. `mistakes`: one a case."""

    figures: dict[str, float]
    mistakes: list[dict[str, Any]]


def measure(cases: Sequence[Case]) -> Report:
    """Read every text and compare."""
    right: dict[str, list[bool]] = defaultdict(list)
    seconds: list[float] = []
    mistakes: list[dict[str, Any]] = []
    for case in cases:
        began = perf_counter()
        found = _answer(read_expression(case.text, case.now, AS_THE_CASES))
        seconds.append(perf_counter() - began)
        gold = (case.kind, case.start, case.end)
        for name in (case.kind, "all", *(["ranges"] if case.kind.endswith("range") else [])):
            right[name].append(gold == found)
        if gold != found:
            mistakes.append({"text": case.text, "now": str(case.now), "gold": gold, "found": found})
    shares = {kind: round(sum(values) / len(values), 3) for kind, values in sorted(right.items())}
    return Report({**shares, "n": len(cases), "ms_per_text": round(1000 * median(seconds or [0]), 3)}, mistakes)


def _answer(found: Extent | None) -> tuple[str, str | None, str | None]:
    if found is None:
        return "none", None, None
    if found.is_point:
        return found.kind, _moment(found.start, found.kind), None
    written = found.kind.removesuffix("range")
    return found.kind, _moment(found.start, written), _moment(found.end, written)


def _moment(moment: datetime | None, kind: str) -> str | None:
    return moment.strftime(_WRITTEN[kind]).zfill(10 if kind == "date" else 0) if moment else None
