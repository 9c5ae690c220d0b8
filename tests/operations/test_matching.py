"""The matcher trained anew: better on what is doubtful, in use only if it is better, taken back, and no event moves."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import Connection, text

from include.db import query
from include.operations.matching import learning, retraining
from include.operations.matching.decided import decided_labels
from include.operations.matching.learning import LabelledParts, is_doubtful, log_loss, shipped_labels, total, trained
from include.pipeline import decisions
from include.pipeline.matching.trained import current_matcher
from include.understand.match.matcher import SERIES, SHIPPED_MATCHER, WEIGHTS
from include.understand.match.vetoes import DOUBTS
from include.understand.match.weighing import SHIPPED
from tests.pipeline.deciding import decide
from tests.pipeline.scene import Scene, at

NUMBER_OF_DECISIONS = 40
WORDS = (
    "Amber", "Basil", "Cedar", "Daisy", "Ebony", "Fennel", "Ginger", "Hazel", "Indigo", "Jasmine", "Kelp", "Lotus",
    "Maple", "Nettle", "Olive", "Poppy", "Quince", "Rowan", "Sage", "Thyme", "Umber", "Violet", "Willow", "Yarrow",
    "Zinnia", "Acorn", "Birch", "Clover", "Dogwood", "Elder", "Fern", "Gorse", "Holly", "Iris", "Juniper", "Kale",
    "Laurel", "Mint", "Nutmeg", "Oak",
)  # fmt: skip


def test_the_halves_of_the_labels_are_enough_to_train_and_to_compare() -> None:
    for half in ("tuning", "reporting"):
        labels = [one.same for one in shipped_labels(half)]
        assert min(labels.count(True), labels.count(False)) >= 80


@pytest.mark.parametrize(
    ("score", "veto", "fields", "expected"),
    [
        (0.59, None, {}, False), (0.6, None, {}, True), (0.94, None, {}, True), (0.95, None, {}, False),
        (0.59, "doubt", {}, False), (0.6, "doubt", {}, True), (0.99, "doubt", {}, True),
        (0.7, "certain", {}, False), (0.7, None, {SERIES: 1.0}, False), (0.1, "doubt", {SERIES: 1.0}, True),
    ],
)  # fmt: skip
def test_which_pairs_a_person_might_be_asked_about(
    score: float, veto: str | None, fields: dict[str, float], expected: bool
) -> None:
    """Between two scores; above them where a rule keeps the two apart that may err."""

    class Scoring:
        def total(self, _: Mapping[str, float]) -> float:
            return score

    scoring: Any = Scoring()
    rule = sorted(DOUBTS)[0] if veto == "doubt" else veto
    pair = LabelledParts(True, fields, rule)
    assert is_doubtful(pair, scoring) is expected
    assert total(pair, scoring) == (1.0 if SERIES in fields else score)


def test_a_matcher_is_read_off_what_was_fitted() -> None:
    """The rule is fitted as what allows a pair: its weight belongs to the prior, and against what is ruled out."""
    made = learning._matcher(-5.0, [4.0, 3.0, 2.0, -1.5, 2.5, 0.25, 0.125])
    assert dict(made.weights) == {
        "prior": -2.5, "title": 4.0, "time": 3.0, "location": 2.0, "time_known": 0.25, "location_known": 0.125,
        "doubt": -1.5, "ruled_out": -2.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("veto", "doubt", "rule"), [(None, 0.0, "allowed"), ("doubt", 1.0, "allowed"), ("certain", 0.0, "ruled out")]
)
def test_a_pair_as_it_is_learned_from(veto: str | None, doubt: float, rule: str) -> None:
    pair = LabelledParts(True, {"title": 0.9, "time": 0.5}, sorted(DOUBTS)[0] if veto == "doubt" else veto)
    one, other = learning._records(pair)
    assert one == {"doubt": doubt, "title": 0.9, "time": 0.5, "location": None, "rule": "allowed"}
    assert other == {**one, "rule": rule}
    assert learning._as_found(0.3, 0.9) == 0.3


class Dedupe:
    """Stands for dedupe and scikit-learn, which are not installed everywhere: keeps what it is asked, in order."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.variables = self.api = self.data_model = self.best_estimator_ = self
        self.training_pairs: Any = None
        self.intercept_, self.coef_ = [-5.0], [[4.0, 3.0, 2.0, -1.5, 2.5, 0.25, 0.125]]

    def Custom(self, name: str, comparator: Any, has_missing: bool = False) -> Any:  # noqa: N802 - dedupe's name
        return name, comparator(0.25, 0.75), has_missing

    def Exact(self, name: str) -> Any:  # noqa: N802
        return name

    def Dedupe(self, variables: Any) -> Any:  # noqa: N802
        self.asked.append(variables)
        return self

    def mark_pairs(self, pairs: dict[str, Any]) -> None:
        self.training_pairs = {
            name: [(one[0].get("title"), one[1]["rule"]) for one in of] for name, of in pairs.items()
        }

    def LogisticRegression(self, **about: Any) -> Any:  # noqa: N802
        return about

    def GridSearchCV(self, *about: Any, **more: Any) -> Any:  # noqa: N802
        self.asked += [*about, more]
        return self

    def flatten_training(self, pairs: Any) -> Any:
        return pairs, "labels"

    def distances(self, examples: Any) -> Any:
        return examples

    def fit(self, *what: Any) -> None:
        self.asked.append(what)


def test_what_is_asked_of_the_library_that_fits_a_matcher(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = Dedupe()
    monkeypatch.setattr(learning, "import_module", lambda _: fake)
    doubt, certain = sorted(DOUBTS)[0], "certain"
    pairs = [
        LabelledParts(True, {"title": 0.9}), LabelledParts(True, {SERIES: 1.0}), LabelledParts(False, {SERIES: 1.0}),
        LabelledParts(False, {"title": 0.4}, certain), LabelledParts(True, {"title": 0.8}, doubt),
    ]  # fmt: skip
    found = trained(pairs)
    marked = {"match": [(0.9, "allowed"), (0.8, "allowed")], "distinct": [(0.4, "ruled out")]}
    assert fake.asked == [
        [("title", 0.25, False), ("time", 0.25, True), ("location", 0.25, True), ("doubt", 0.25, False), "rule"],
        {"max_iter": 5_000}, {"C": [1.0, 3.0, 10.0]}, {"scoring": "neg_log_loss", "cv": 5}, (marked, "labels"),
    ]  # fmt: skip
    assert found.weights == learning._matcher(-5.0, fake.coef_[0]).weights


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long)])
def test_forty_decisions_improve_what_is_doubtful_on_a_fixed_set(seed: int) -> None:
    """Forty doubtful pairs are decided, the others are the fixed set."""
    pytest.importorskip("dedupe")
    doubtful = [one for one in shipped_labels("reporting") if is_doubtful(one, SHIPPED)]
    random.Random(seed).shuffle(doubtful)
    decided, fixed = doubtful[:NUMBER_OF_DECISIONS], doubtful[NUMBER_OF_DECISIONS:]
    before, after = trained(shipped_labels("tuning")), trained([*shipped_labels("tuning"), *decided])
    assert log_loss(after, fixed) < log_loss(before, fixed)


def test_the_shipped_weights_are_those_of_the_shipped_labels() -> None:
    pytest.importorskip("dedupe")
    fixed = shipped_labels("reporting")
    assert log_loss(SHIPPED_MATCHER, fixed) == pytest.approx(
        log_loss(trained(shipped_labels("tuning")), fixed), abs=0.002
    )


def test_the_loss_is_the_mean_surprise_at_the_labels() -> None:
    """By hand: ln 0.8 and ln 0.6, where 0.8 of a match and 0.4 of none were stated."""

    class Stating:
        def probability(self, fields: Mapping[str, float], _veto: str | None) -> float:
            return fields["title"]

    stating: Any = Stating()
    right, wrong = LabelledParts(True, {"title": 0.8}), LabelledParts(False, {"title": 0.4})
    assert log_loss(stating, [right]) == pytest.approx(0.2231, abs=0.0001)
    assert log_loss(stating, [right, wrong]) == pytest.approx((0.2231 + 0.5108) / 2, abs=0.0001)
    assert log_loss(stating, [LabelledParts(True, {"title": 0.0})]) == pytest.approx(20.723, abs=0.001), "not endless"
    with pytest.raises(ValueError, match="no pair"):
        log_loss(stating, [])


def test_only_what_is_better_of_the_doubtful_and_no_worse_of_all_is_put_in_use() -> None:
    old = {"all": 0.5, "doubtful": 0.5}
    assert retraining.is_better({"all": 0.5, "doubtful": 0.4}, old)
    assert not retraining.is_better({"all": 0.6, "doubtful": 0.4}, old)
    assert not retraining.is_better(old, old)


def put_in_use(connection: Connection, weights: dict[str, float]) -> None:
    row = {"weights": json.dumps(weights), "figures": "{}", "promoted": True}
    connection.execute(query("match_model_write"), row)


@pytest.fixture
def decided(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Twenty pairs, of which a person joined every second and parted the others; a poor training is in use."""
    monkeypatch.setattr(retraining, "pipeline_engine", lambda: nullcontext(scene.engine))
    for n in range(20):
        day = at(3 + n // 4, 12 + n % 4)
        scene.lists("venue", str(n), title=f"{WORDS[n]} evening with friends", at=day, place="Underline Center")
        scene.lists("guide", str(n), title=f"{WORDS[-1 - n]} gathering", at=day, place="Underline Center")
    scene.run()
    with scene.engine.begin() as connection:
        for n in range(20):
            kind = "merge" if n % 2 else "split"
            decide(connection, kind, ("venue", str(n)), other=("guide", str(n)), by="a moderator")
        put_in_use(connection, dict.fromkeys(WEIGHTS, 0.0))
    scene.run()
    return scene


def test_decisions_are_labels_and_a_revoked_one_is_none(decided: Scene) -> None:
    with decided.engine.begin() as connection:
        labels = decided_labels(connection)
        assert sorted(one.same for one in labels) == [False] * 10 + [True] * 10
        assert all({"title", "time", "location"} <= set(one.fields) for one in labels)
        decision = connection.execute(
            text("select decision from jatre.event_decisions where kind = 'merge' limit 1")
        ).scalar_one()
        decisions.revoke(connection, decision, by="a moderator")
        assert sorted(one.same for one in decided_labels(connection)) == [False] * 10 + [True] * 9


def test_a_training_is_put_in_use_and_taken_back_and_no_event_moves(decided: Scene) -> None:
    pytest.importorskip("dedupe")
    events, groups = {one.id for one in decided.events()}, decided.groups()
    report = retraining.retrain()
    assert (report["promoted"], report["decisions"]) == (True, 20)
    assert report["after"]["doubtful"] < report["before"]["doubtful"]
    with decided.engine.begin() as connection:
        assert current_matcher(connection).version == report["trained"]
        connection.execute(text("update jatre.events_staging set stage = 'dedup'"))
    decided.run()
    assert ({one.id for one in decided.events()}, decided.groups()) == (events, groups)
    poor = report["trained"] - 1
    assert retraining.roll_back() == {"withdrawn": report["trained"], "in_use": poor}
    assert retraining.roll_back() == {"withdrawn": poor, "in_use": 0}
    assert retraining.roll_back() == {"withdrawn": None, "in_use": 0}
    assert not retraining.retrain()["promoted"], "the decisions are the same as before it was taken out of use"


def test_too_few_decisions_or_no_library_train_nothing(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retraining, "pipeline_engine", lambda: nullcontext(scene.engine))
    monkeypatch.setattr(retraining, "can_train", lambda: True)
    assert retraining.retrain() == {"skipped": "0 decisions, 10 are needed"}
    monkeypatch.setattr(retraining, "can_train", lambda: False)
    assert "not installed" in retraining.retrain()["skipped"]


def test_weights_that_cannot_be_read_leave_the_shipped_ones(scene: Scene) -> None:
    with scene.engine.begin() as connection:
        put_in_use(connection, {"prior": 1.0})
        assert current_matcher(connection) is SHIPPED_MATCHER
