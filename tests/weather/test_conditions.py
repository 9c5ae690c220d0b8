"""Codes of the WMO as words."""

from __future__ import annotations

import pytest

from include.weather.conditions import CONDITIONS, condition_of


@pytest.mark.parametrize(
    ("code", "word"),
    [(0, "clear"), (1, "clear"), (2, "cloudy"), (3, "cloudy"), (45, "fog"), (53, "drizzle"), (65, "rain"), (81, "rain"),
     (73, "snow"), (86, "snow"), (95, "storm"), (99.0, "storm")],
)  # fmt: skip
def test_a_code_has_its_word(code: float, word: str) -> None:
    assert condition_of(code) == word
    assert word in CONDITIONS


@pytest.mark.parametrize("code", [None, "61", True, 4, -1, 61.5, 10**400, float("nan"), float("inf"), [], {}], ids=str)
def test_any_other_value_is_unknown(code: object) -> None:
    assert condition_of(code) == "unknown"
