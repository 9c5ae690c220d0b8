"""What each signal of a candidate counts: a linear model, learned from labelled texts and written as a data file.

A signal is a short string such as "p:cue=at" that holds of a candidate or not; its weight says how much it speaks for
it. `python -m benchmarks.chosen.train` writes the files.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

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
