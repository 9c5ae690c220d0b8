"""The measurement of personal data: how its cases are read, and the goals that the rules hold on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.personal.__main__ import finder, measure
from benchmarks.personal.cases import read_cases
from include.areas.area import load_area

CASES = Path(__file__).resolve().parents[2] / "benchmarks/personal"
AREA = load_area("indiranagar")


def test_marks_are_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": 1, "text": "Call [[name:Uma]] on [[phone:98450 00001]]."}\n', encoding="utf-8")

    (case,) = read_cases(path)

    assert case.text == "Call Uma on 98450 00001."
    assert case.without_contacts == "Call Uma on [phone]."
    assert case.names == {(5, 8)}


def test_what_is_missed_and_what_is_taken_wrongly_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text('{"id": "a", "text": "Ask [[name:Uma]]. No [[mail:number]]."}\n', encoding="utf-8")

    figures, (mistake,) = measure(read_cases(path), lambda _: [(0, 3)])

    assert figures["names"] == {"marked": 1, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert mistake["missed"] == ["Uma"]
    assert mistake["taken"] == ["Ask"]
    assert mistake["masked"] == "Ask Uma. No number."


@pytest.mark.parametrize("half", ["tuned", "unseen"])
def test_the_goals_are_held(half: str) -> None:
    figures, mistakes = measure(read_cases(CASES / f"{half}.jsonl"), finder(AREA, None))

    assert figures["contacts"] == 1.0, mistakes
    assert figures["names"]["recall"] >= 0.97, mistakes
    assert figures["names"]["precision"] >= 0.94, mistakes
