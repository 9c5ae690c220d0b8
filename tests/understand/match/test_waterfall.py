"""A match as a sum: the prior first, then the weightiest part, each with what it comes to so far."""

from __future__ import annotations

import pytest

from include.understand.match.waterfall import steps


def test_the_parts_add_up_by_their_weight() -> None:
    fields = {"log_odds": {"time": 1.0, "title": 3.5, "prior": -2.0, "location": -1.5}, "title": 0.914, "time": 1.0}
    found = list(steps(fields))
    assert [(one["name"], one["odds"], one["sum"], one["probability"]) for one in found] == [
        ("prior", -2.0, -2.0, 0.119), ("title", 3.5, 1.5, 0.818), ("location", -1.5, 0.0, 0.5),
        ("time", 1.0, 1.0, 0.731),
    ]  # fmt: skip
    assert [one["words"] for one in found] == [
        "any two listings that were compared", "the titles are alike by 0.91", "the places agree by 0.00",
        "the times agree by 1.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "veto", "words"),
    [
        ("doubt", "another edition", "a rule that may err speaks against it: another edition"),
        ("ruled_out", None, "a rule speaks against it: no name is kept"),
        ("series", None, "one source lists both, as dates of one happening"),
        ("of_tomorrow", None, "of_tomorrow"),
    ],
)
def test_what_a_part_means(part: str, veto: str | None, words: str) -> None:
    assert [one["words"] for one in steps({"log_odds": {part: 1.0}, "veto": veto})] == [words]


@pytest.mark.parametrize(("odds", "probability"), [(1e9, 1.0), (-1e9, 0.0), (0.0, 0.5), (-1.0, 0.269)])
def test_odds_are_a_probability_however_large(odds: float, probability: float) -> None:
    assert [one["probability"] for one in steps({"log_odds": {"prior": odds}})] == [probability]


def test_a_pair_without_parts_has_no_steps() -> None:
    assert list(steps({})) == list(steps({"log_odds": None})) == []
