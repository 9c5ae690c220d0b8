"""Weights of signals from labelled choices: logistic regression, of one among several or of each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from include.understand.text.signal_weights import BIAS, SignalWeights

MIN_TEXTS = 3
"""Texts in which a signal must occur for its weight to be learned."""
PENALTY = 1.0
"""How much the squares of the weights cost; it was not tuned."""
SMALLEST, DIGITS = 0.02, 3
"""Weights below the smallest are left out; the others are written with so many digits behind the point."""


@dataclass(frozen=True)
class Labelled:
    """The candidates of one text by their signals, and which of them are right; `none`: that none is is right."""

    candidates: Sequence[Collection[str]]
    right: Sequence[bool]
    none: bool = False


def fit(texts: Sequence[Labelled], *, one_of_several: bool) -> SignalWeights:
    """The weights under which the right candidates are most probable.

    `one_of_several`: one candidate of a text is chosen, or none; else each is right or wrong by itself.
    """
    seen = Counter(signal for one in texts for signal in set().union(*one.candidates))
    known = {signal: number for number, signal in enumerate(sorted(s for s, n in seen.items() if n >= MIN_TEXTS))}
    problem = _problem(texts, known, one_of_several)
    weights = minimize(problem, np.zeros(len(known) + 1), jac=True, method="L-BFGS-B").x
    listed = {signal: float(weights[number]) for signal, number in known.items() if abs(weights[number]) >= SMALLEST}
    return SignalWeights({signal: round(one, DIGITS) for signal, one in {BIAS: float(weights[-1]), **listed}.items()})


Problem = Callable[[Any], tuple[float, Any]]
"""The loss of weights, and its gradient."""


def _problem(texts: Sequence[Labelled], known: dict[str, int], one_of_several: bool) -> Problem:
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for number, text in enumerate(texts):
        for signals, is_right in zip(text.candidates, text.right, strict=True):
            own = [known[one] for one in signals if one in known] + ([] if one_of_several else [len(known)])
            rows += [len(right)] * len(own)
            columns += own
            group.append(number)
            right.append(is_right)
        if one_of_several:
            rows.append(len(right))
            columns.append(len(known))
            group.append(number)
            right.append(text.none)
    data = _Data(np.array(rows), np.array(columns), np.array(group), np.array(right, float), len(known) + 1)
    return data.of_one if one_of_several else data.of_each


@dataclass(frozen=True)
class _Data:
    """Shapes: `rows` and `columns` (signals that hold,), `group` and `right` (candidates,)."""

    rows: Any
    columns: Any
    group: Any
    right: Any
    width: int

    def _scores(self, weights: Any) -> Any:
        return np.bincount(self.rows, weights=weights[self.columns], minlength=len(self.right))

    def _with_penalty(self, loss: float, wrong: Any, weights: Any) -> tuple[float, Any]:
        """`wrong`: by candidate how much more probable it is than it should be."""
        gradient = np.bincount(self.columns, weights=wrong[self.rows], minlength=self.width)
        return loss + PENALTY * float(weights @ weights) / 2, gradient + PENALTY * weights

    def of_each(self, weights: Any) -> tuple[float, Any]:
        scores = self._scores(weights)
        loss = float(np.logaddexp(0, scores).sum() - scores @ self.right)
        return self._with_penalty(loss, 1 / (1 + np.exp(-scores)) - self.right, weights)

    def of_one(self, weights: Any) -> tuple[float, Any]:
        scores, groups = self._scores(weights), int(self.group[-1]) + 1
        highest = np.full(groups, -np.inf)
        np.maximum.at(highest, self.group, scores)
        powers = np.exp(scores - highest[self.group])
        probable = powers / np.bincount(self.group, weights=powers, minlength=groups)[self.group]
        among = probable * self.right
        whole = np.bincount(self.group, weights=among, minlength=groups)
        counts = whole > 0  # of the others no candidate is right
        target = np.where(counts[self.group], among / np.maximum(whole[self.group], 1e-12), probable)
        return self._with_penalty(float(-np.log(whole[counts]).sum()), probable - target, weights)
