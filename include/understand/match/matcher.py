"""How probable it is that two listings are one event: a logistic regression over the parts of their score.

The shipped weights were trained with dedupe on labelled pairs; `include/operations/matching` trains them anew with what
moderators have decided. What it adds up can be read: each part's share is in log-odds, and their sum is the answer. It
explains a score, orders what waits for a person, and decides nothing: no event changes its id when it is trained.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

from include.understand.match.vetoes import DOUBTS

WEIGHTS = ("prior", "title", "time", "location", "time_known", "location_known", "doubt", "ruled_out")
"""Names of the weights, in log-odds: `prior` always counts, the next three by the score's part, the others where both
listings have a time or a place, where a rule that may err speaks against the match, and where another one does."""
SERIES = "series"
"""The one part of a score of two dates of one happening that one source lists: a rule found them."""
SERIES_LOG_ODDS = 6.0
"""Of such two; the labels hold too few to train it."""


@dataclass(frozen=True)
class Matcher:
    """Trained weights by name, and which training they are of; 0 are those that are shipped."""

    weights: Mapping[str, float]
    version: int = 0

    def waterfall(self, fields: Mapping[str, float], veto: str | None) -> dict[str, float]:
        """The log-odds that each part of a score adds, for the probability; what is not known adds nothing."""
        if SERIES in fields:
            return {SERIES: SERIES_LOG_ODDS}
        steps = {"prior": self.weights["prior"], "title": self.weights["title"] * fields.get("title", 0.0)}
        for name in ("time", "location"):
            if name in fields:
                steps[name] = self.weights[name] * fields[name] + self.weights[f"{name}_known"]
        if veto is not None:
            rule = "doubt" if veto in DOUBTS else "ruled_out"
            steps[rule] = self.weights[rule]
        return steps

    def probability(self, fields: Mapping[str, float], veto: str | None) -> float:
        """0 to 1."""
        odds = sum(self.waterfall(fields, veto).values())
        return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def matcher_of(document: Mapping[str, Any], version: int = 0) -> Matcher:
    """From weights by name. Raises: KeyError, TypeError, ValueError."""
    return Matcher({name: float(document[name]) for name in WEIGHTS}, version)


SHIPPED_MATCHER = matcher_of(json.loads(Path(__file__).with_name("matcher.json").read_text(encoding="utf-8")))
