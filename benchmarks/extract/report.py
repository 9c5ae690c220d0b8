"""The shares of right values over many texts, and what was wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.extract.answers import answer
from benchmarks.extract.asking import SecondReader
from benchmarks.extract.caption import Caption
from benchmarks.extract.comparing import verdicts
from include.areas.area import Area
from include.understand.category.embeddings import Embedder


@dataclass(frozen=True)
class Report:
    """`figures`: the share right by field, `all_right` (of the events), `n`, `ms_per_text`. `mistakes`: one a text.

    With a second reader also `asked` and `failed`: of how many texts it was asked, and how many answers failed.
    """

    figures: dict[str, float]
    mistakes: list[dict[str, Any]]


def measure(
    captions: Sequence[Caption], area: Area, model: Embedder | None, second: SecondReader | None = None
) -> Report:
    """Read every text and compare; `second` is asked about what is in doubt."""
    right: dict[str, list[bool]] = defaultdict(list)
    seconds: list[float] = []
    mistakes: list[dict[str, Any]] = []
    for caption in captions:
        found, took = answer(caption, area, model, second)
        seconds.append(took)
        judged = verdicts(caption.gold, found)
        for field, is_right in judged.items():
            right[field].append(is_right)
        if caption.gold.get("is_event", True):
            right["all_right"].append(all(judged.values()))
        wrong = {field: [caption.gold[field], found[field]] for field, is_right in judged.items() if not is_right}
        mistakes += [{"id": caption.id, "gold_and_found": wrong, "text": caption.text}] if wrong else []
    shares = {field: round(sum(values) / len(values), 3) for field, values in right.items()}
    milliseconds = round(1000 * median(seconds), 2) if seconds else 0.0
    asked = {"asked": second.asked, "failed": second.failed} if second else {}
    return Report({**shares, "n": len(captions), "ms_per_text": milliseconds, **asked}, mistakes)
