"""No pattern, and no function over foreign text, takes more time than the text grows."""

from __future__ import annotations

import re

import pytest

from benchmarks.patterns.adversary import units
from benchmarks.patterns.discover import patterns
from benchmarks.patterns.functions import LONGEST, NASTY, functions
from benchmarks.patterns.measure import finding, growth

pytestmark = pytest.mark.slow

PATTERNS, FUNCTIONS = patterns(), functions()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_takes_time_in_proportion_to_the_text(name: str) -> None:
    found = growth(name, finding(PATTERNS[name]), units(PATTERNS[name]))

    assert found is None or found.is_linear, f"bound its repeats (include/understand/text/patterns.py): {found}"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_over_text_takes_time_in_proportion_to_it(name: str) -> None:
    found = growth(name, FUNCTIONS[name], NASTY, LONGEST)

    assert found is None or found.is_linear, f"it reads parts of the text again and again: {found}"


@pytest.mark.parametrize(
    "planted",
    [
        r"<br[^>]*>",
        r"(a+)+b",
        r"(?P<a>venue|where)[^.\n]*\W*$",
    ],
)
def test_a_planted_pattern_is_found_out(planted: str) -> None:
    found = growth("planted", finding(re.compile(planted)), units(re.compile(planted)))

    assert found is not None
    assert not found.is_linear


def test_a_planted_function_is_found_out() -> None:
    def marked(text: str) -> list[int]:
        taken: list[int] = []
        for match in re.finditer("1", text):
            taken += [match.start()] if match.start() not in taken else []
        return taken

    found = growth("planted", marked, NASTY, LONGEST)

    assert found is not None
    assert not found.is_linear


def test_patterns_are_found_wherever_they_stand() -> None:
    assert {
        "include.understand.text.dates.grammar:GRAMMAR[0]",
        "include.understand.text.money.amounts:grammar.amount",
        "include.understand.place.venues:_mentions",
        "include.sources.fields.plain_text:PHONE",
        "include.untrusted.cleaning:stacks.written",
        "realtime.feed.cursor:_SHAPE",
    } <= set(PATTERNS)
    assert {"include.understand.text.dates.grammar.find_dates", "include.sources.fields.plain_text.plain_text"} <= set(
        FUNCTIONS
    )
