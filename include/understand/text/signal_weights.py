"""What each signal of a candidate counts: a linear model, learned from labelled texts and written as a data file.

A signal is a short string such as "p:cue=at" that holds of a candidate or not; its weight says how much it speaks for
it. `python -m benchmarks.chosen.train` writes the files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

MAX_BRIEF_CHARS = 700
"""Of a text of which something is chosen by weights: the words and numbers of a longer one are about too much else."""
_MOST_ODDS = 30.0
BIAS = "always"
"""The signal that every candidate has; where one is chosen of several, that of choosing none."""


@dataclass(frozen=True)
class SignalWeights:
    """The weight of each signal; one that is not listed counts nothing."""

    weights: Mapping[str, float]

    @classmethod
    def read(cls, path: Path) -> SignalWeights:
        """The weights of a file: a JSON object of signals and numbers."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def score(self, signals: Collection[str]) -> float:
        """The sum of the weights of the signals that hold."""
        weigh = self.weights.get
        return sum(weigh(one, 0.0) for one in signals)

    def probability(self, signals: Collection[str]) -> float:
        """How probably that holds of which these are the signals (logistic regression)."""
        odds = self.score((BIAS, *signals))
        return 1 / (1 + exp(-max(-_MOST_ODDS, min(_MOST_ODDS, odds))))

    def shares(self, candidates: Sequence[Collection[str]]) -> list[float]:
        """How probably each of several candidates, of which these are the signals, is the one; 1 with that of none."""
        scores = [*map(self.score, candidates), self.score((BIAS,))]
        highest = max(scores)
        powers = [exp(score - highest) for score in scores]
        whole = sum(powers)
        return [power / whole for power in powers[:-1]]
