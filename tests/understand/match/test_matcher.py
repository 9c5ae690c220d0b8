"""The trained matcher: what its probability is made of, and that it decides nothing."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from include.understand.match.matcher import SERIES_LOG_ODDS, SHIPPED_MATCHER, WEIGHTS, Matcher, matcher_of
from include.understand.match.similarity import Score, compare
from include.understand.match.vetoes import OTHER_PART, OTHER_TIME
from include.understand.match.weighing import SHIPPED
from tests.understand.match.match_records import match_record

ALL_SAME = {"title": 1.0, "time": 1.0, "location": 1.0}
ONES = matcher_of(dict.fromkeys(WEIGHTS, 1.0))


def odds(probability: float) -> float:
    return log(probability / (1 - probability))


@pytest.mark.parametrize("veto", [None, OTHER_PART, OTHER_TIME])
def test_the_parts_of_the_waterfall_add_up_to_the_probability(veto: str | None) -> None:
    fields = {"title": 0.8, "time": 0.9, "location": 0.7}
    steps = SHIPPED_MATCHER.waterfall(fields, veto)
    assert odds(SHIPPED_MATCHER.probability(fields, veto)) == pytest.approx(sum(steps.values()))


def test_what_is_not_known_adds_nothing() -> None:
    assert ONES.waterfall({"title": 0.5}, None) == {"prior": 1.0, "title": 0.5}
    assert ONES.waterfall({"title": 0.5, "time": 0.0}, None) == {"prior": 1.0, "title": 0.5, "time": 1.0}


def test_a_rule_that_may_err_counts_less_than_one_that_does_not() -> None:
    assert ONES.waterfall({"title": 1.0}, OTHER_PART).keys() == {"prior", "title", "doubt"}
    free, doubtful, out = (SHIPPED_MATCHER.probability(ALL_SAME, veto) for veto in (None, OTHER_PART, OTHER_TIME))
    assert free > doubtful > out
    assert free > 0.99


def test_dates_of_a_series_are_one_by_a_rule() -> None:
    assert SHIPPED_MATCHER.waterfall({"series": 1.0}, None) == {"series": SERIES_LOG_ODDS}


def test_another_matcher_states_another_probability_and_decides_the_same() -> None:
    ours, theirs = match_record(1, "ours"), match_record(2, "theirs", "Jazz of the monsoon")
    shy = replace(SHIPPED, matcher=Matcher(dict.fromkeys(WEIGHTS, 0.0), 7))
    known, other = compare(ours, theirs), compare(ours, theirs, shy)
    assert other.probability == 0.5 != known.probability
    assert (known, known.same, known.for_review) == (other, other.same, other.for_review)


def test_weights_that_are_missing_or_no_numbers_are_refused() -> None:
    with pytest.raises(KeyError):
        matcher_of({"prior": 1.0})
    with pytest.raises(ValueError, match="could not convert"):
        matcher_of(dict.fromkeys(WEIGHTS, "much"))


def test_a_score_without_parts_is_improbable() -> None:
    assert Score(0.0, {}, "cannot be compared").probability < 0.01
