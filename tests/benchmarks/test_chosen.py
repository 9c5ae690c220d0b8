"""How the weights of signals are learned: from what is right, alike each time, and with none where none is."""

from __future__ import annotations

from benchmarks.chosen.fitting import Labelled, fit
from benchmarks.chosen.train import is_right
from include.understand.text.signal_weights import BIAS

PLACES = [Labelled([{"at"}, {"by"}, {"by", "again"}], [True, False, False])] * 6 + [
    Labelled([{"by"}], [False], none=True)
] * 4
PRICES = [Labelled([{"entry"}, {"year"}], [True, False])] * 5


def test_the_candidate_whose_signals_were_right_is_chosen_and_else_none() -> None:
    weights = fit(PLACES, one_of_several=True)

    assert all(is_right(one, weights, one_of_several=True) for one in PLACES)
    assert weights.score({"at"}) > weights.score({BIAS}) > weights.score({"by"})


def test_each_number_is_told_by_itself() -> None:
    weights = fit(PRICES, one_of_several=False)

    assert weights.score({BIAS, "entry"}) > 0 > weights.score({BIAS, "year"})


def test_the_same_texts_give_the_same_weights_and_a_rare_signal_none() -> None:
    rare = [*PLACES, Labelled([{"at", "once"}], [True])]

    assert fit(rare, one_of_several=True) == fit(rare, one_of_several=True)
    assert "once" not in fit(rare, one_of_several=True).weights
