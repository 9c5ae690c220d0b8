"""A match in words: how probable it is that two listings are one event, as a sum that a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp
from typing import Any

STEPS = {
    "prior": "any two listings that were compared",
    "title": "the titles are alike by {value:.2f}",
    "time": "the times agree by {value:.2f}",
    "location": "the places agree by {value:.2f}",
    "doubt": "a rule that may err speaks against it: {rule}",
    "ruled_out": "a rule speaks against it: {rule}",
    "series": "one source lists both, as dates of one happening",
}
"""What each part means (`include/understand/match/matcher.py`)."""


def steps(fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The parts of a match's `log_odds`, the prior first, then by their weight.

    Each `{"name", "words", "odds", "sum", "probability"}`: log-odds of the part, and up to it, which add up.
    """
    odds = fields.get("log_odds") or {}
    total = 0.0
    for name in sorted(odds, key=lambda name: (name != "prior", -abs(odds[name]))):
        total += odds[name]
        words = STEPS.get(name, name).format(
            value=fields.get(name) or 0.0, rule=fields.get("veto") or "no name is kept"
        )
        yield {
            "name": name, "words": words, "odds": odds[name], "sum": round(total, 2),
            "probability": round(_probability(total), 3),
        }  # fmt: skip


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
