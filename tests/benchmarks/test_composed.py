"""Composed texts are the same by seed, of two halves that share no form, and most are read right."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest

from benchmarks.composed.__main__ import main
from benchmarks.composed.compose import compose
from benchmarks.composed.composing import composed_texts
from benchmarks.composed.facts import main as main_of_facts
from include.areas.area import load_area

COUNT = 60
ZONE = load_area("indiranagar").zone


def test_captions_of_days_and_hours_share_no_form_with_those_held_out() -> None:
    opened, held_out = compose(COUNT, False, 1, ZONE), compose(COUNT, True, 1, ZONE)
    assert opened == compose(COUNT, False, 1, ZONE)
    for dimension in ("day", "hours", "layout", "tail"):
        assert not {one.forms[dimension] for one in opened} & {one.forms[dimension] for one in held_out}


def test_texts_of_places_and_prices_share_no_lead_with_those_held_out() -> None:
    texts = list(composed_texts(COUNT, 1))
    assert texts == list(composed_texts(COUNT, 1))
    for dimension in ("place_lead", "price_lead", "price_body"):
        # in a sentence a price has no lead, in either half
        opened, held_out = (
            {one.forms[dimension] for one in texts if one.held_out is half and dimension in one.forms} - {"alone"}
            for half in (False, True)
        )
        assert opened
        assert held_out
        assert not opened & held_out


@pytest.mark.parametrize(("program", "field"), [(main, "all_right"), (main_of_facts, "venue")])
def test_a_program_prints_the_share_right_of_both_halves(
    program: Callable[[], None], field: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["composed", "--count", str(COUNT)])
    program()
    shares = json.loads(capsys.readouterr().out)
    # a tenth below what was measured of thousands
    assert shares["open"][field] > 0.88
    assert shares["held_out"][field] > 0.72
