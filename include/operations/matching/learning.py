"""Training the matcher with dedupe, where it is installed, and measuring what came of it.

A labelled pair is what the score found of it: its parts and the rule against it. dedupe fits a logistic regression over
them, with the parts that one listing does not state as its missing values; how much the weights are held back is chosen
by log loss on held-out folds. Its import takes 2 to 5 s, and nothing but training needs it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any, Literal

from include.understand.match.matcher import SERIES, Matcher, matcher_of
from include.understand.match.vetoes import DOUBTS
from include.understand.match.weighing import Weighing

LABELS = Path(__file__).with_name("labelled_parts.jsonl")
BAND = (0.6, 0.95)
"""Scores between which a pair is doubtful; above them it is so where a rule that may err keeps the two apart."""
PENALTIES = (1.0, 3.0, 10.0)
"""Inverse strengths of the L2 penalty that are tried. With less of it the weights grow without bound: the rules part
nearly all pairs of the labels, and folds at random hold pairs of one site on both sides."""
FOLDS = 5
Half = Literal["tuning", "reporting"]


@dataclass(frozen=True)
class LabelledParts:
    """A pair that is one event or not, by the parts of its score and the rule against it; and whose the two are."""

    same: bool
    fields: Mapping[str, float] = field(default_factory=dict)
    veto: str | None = None
    sources: frozenset[str] = frozenset()


def shipped_labels(half: Half) -> list[LabelledParts]:
    """Pairs that were labelled by reading; the matcher is trained on one half and compared on the other."""
    return [one for name, one in _read() if name == half]


def _read() -> Iterator[tuple[str, LabelledParts]]:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        sources = frozenset(document["sources"])
        yield document["half"], LabelledParts(document["label"], document["fields"], document["veto"], sources)


def can_train() -> bool:
    """Whether dedupe is installed (`make models`)."""
    return find_spec("dedupe") is not None


def trained(pairs: Sequence[LabelledParts]) -> Matcher:
    """A matcher fitted to the pairs; they must hold both kinds. Raises: ValueError.

    Dates of one series are left out: a rule finds them, and what it found has neither title nor time to learn from.
    """
    dedupe: Any = import_module("dedupe")
    linear: Any = import_module("sklearn.linear_model")
    selection: Any = import_module("sklearn.model_selection")
    learner = dedupe.Dedupe(
        [
            dedupe.variables.Custom("title", comparator=_as_found),
            dedupe.variables.Custom("time", comparator=_as_found, has_missing=True),
            dedupe.variables.Custom("location", comparator=_as_found, has_missing=True),
            dedupe.variables.Custom("doubt", comparator=_as_found),
            dedupe.variables.Exact("rule"),
        ]
    )
    learner.mark_pairs(
        {
            "match": [_records(one) for one in pairs if one.same and SERIES not in one.fields],
            "distinct": [_records(one) for one in pairs if not one.same and SERIES not in one.fields],
        }
    )
    learner.classifier = selection.GridSearchCV(
        linear.LogisticRegression(max_iter=5_000), {"C": list(PENALTIES)}, scoring="neg_log_loss", cv=FOLDS
    )
    examples, labels = dedupe.api.flatten_training(learner.training_pairs)
    learner.classifier.fit(learner.data_model.distances(examples), labels)
    best = learner.classifier.best_estimator_
    return _matcher(float(best.intercept_[0]), [float(weight) for weight in best.coef_[0]])


def _matcher(intercept: float, weights: Sequence[float]) -> Matcher:
    title, time, location, doubt, allowed, time_known, location_known = weights
    return matcher_of(
        {
            "prior": intercept + allowed, "title": title, "time": time, "location": location, "time_known": time_known,
            "location_known": location_known, "doubt": doubt, "ruled_out": -allowed,
        }
    )  # fmt: skip


def _records(one: LabelledParts) -> tuple[dict[str, Any], dict[str, Any]]:
    """The pair as dedupe takes it: two records, between which its comparators find what the score has found."""
    doubt = 1.0 if one.veto in DOUBTS else 0.0
    found = {"doubt": doubt, **{name: one.fields.get(name) for name in ("title", "time", "location")}}
    return {**found, "rule": "allowed"}, {**found, "rule": "allowed" if one.veto is None or doubt else "ruled out"}


def _as_found(value: float, _: float) -> float:
    return value


def total(one: LabelledParts, weighing: Weighing) -> float:
    """The pair's score, 0 to 1."""
    return 1.0 if SERIES in one.fields else weighing.total(dict(one.fields))


def is_doubtful(one: LabelledParts, weighing: Weighing) -> bool:
    """Whether the pair is one that a person might be asked about; what a rule keeps apart for certain is none."""
    found = total(one, weighing)
    return found >= BAND[0] and (found < BAND[1] if one.veto is None else one.veto in DOUBTS)


def log_loss(matcher: Matcher, pairs: Sequence[LabelledParts]) -> float:
    """The mean surprise at the labels, in nats; 0 is perfect. Raises: ValueError when there is no pair."""
    if not pairs:
        raise ValueError("no pair to measure on")
    stated = ((matcher.probability(one.fields, one.veto), one.same) for one in pairs)
    return -sum(log(max(1e-9, p if same else 1 - p)) for p, same in stated) / len(pairs)
