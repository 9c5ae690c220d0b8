"""A text is not searched for a form that it cannot have: what is looked for first stands where a mention does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from include.understand.text.dates.grammar import GRAMMAR as DATES
from include.understand.text.forms import Form
from include.understand.text.patterns import has_any, lowered
from include.understand.text.times.grammar import GRAMMAR as TIMES

TEXTS = Path(__file__).parents[3] / "benchmarks" / "extract"
ODD = (
    "from noon to midnight", "Fri\u017fat to \u017fun", "MON & WED", "on Fri", "sat evening", "ten thirty pm",
    "half past seven", "first Monday of March", "March the third", "\u0661\u0664 March at \u0667 pm",
)  # fmt: skip


def _texts() -> list[str]:
    lines = [line for file in sorted(TEXTS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    written = [json.loads(line)["text"] for line in lines]
    return [*ODD, *written, *(re.sub(r"\d", "", text) for text in written)]


@pytest.mark.slow
@pytest.mark.parametrize("grammar", [DATES, TIMES], ids=["dates", "times"])
def test_what_is_looked_for_first_stands_where_a_mention_does(grammar: tuple[Form, ...]) -> None:
    found = 0
    for text in _texts():
        for form in grammar:
            for match in form.pattern.finditer(text):
                found += 1
                assert has_any(lowered(text), form.words), (form.pattern.pattern, match[0])
                assert not form.has_digit or re.search(r"\d", text), (form.pattern.pattern, match[0])
    assert found > 500


@pytest.mark.parametrize("grammar", [DATES, TIMES], ids=["dates", "times"])
def test_every_form_is_looked_for_by_something(grammar: tuple[Form, ...]) -> None:
    assert all(form.words or form.has_digit for form in grammar)
