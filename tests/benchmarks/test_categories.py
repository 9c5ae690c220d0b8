"""The measurement of categories: what it reads, what it refuses, and its figures."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.categories import __main__ as command
from benchmarks.categories.examples import BadExample, read_examples
from benchmarks.categories.made_up import made_up
from benchmarks.categories.scores import Answer, calibration, f1_by_category, scores
from include.understand.category.category_text import CATEGORIES

GOOD = {"source": "a", "title": "Flea market", "description": None, "keywords": None, "label": "market"}


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("{", r"line 2: not JSON"),
        ("[]", r"line 2: not a JSON object"),
        ({**GOOD, "label": "party"}, r"line 2: `label` is 'party', and not one of food_festival, market"),
        ({k: v for k, v in GOOD.items() if k != "label"}, r"line 2: `label` is None"),
        ({**GOOD, "title": " "}, r"line 2: `title` is missing"),
        ({**GOOD, "source": 3}, r"line 2: `source` is missing or no text"),
        ({**GOOD, "keywords": 3}, r"line 2: `keywords` is no list"),
        ({**GOOD, "description": ["a"]}, r"line 2: `description` is no text"),
    ],
)
def test_a_line_that_is_no_labelled_listing_is_refused_by_its_number(tmp_path: Path, line: Any, error: str) -> None:
    with pytest.raises(BadExample, match=error):
        read_examples(written(tmp_path / "in.jsonl", GOOD, line))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadExample, match="no labelled listing"):
        read_examples(written(tmp_path / "in.jsonl", ""))


def test_a_listing_is_cleaned_as_the_pipeline_cleans_it(tmp_path: Path) -> None:
    line = {
        **GOOD,
        "title": "Flea\u200b market",
        "description": "<p>Stalls</p>",
        "keywords": "crafts",
        "type": "SaleEvent",
    }
    found = read_examples(written(tmp_path / "in.jsonl", line, "", GOOD))
    assert len(found) == 2
    text = found[0].text
    assert (text.title, text.description, text.keywords, text.claim) == (
        "Flea market",
        "Stalls",
        ("crafts",),
        ("market", 0.9),
    )


def test_the_command_prints_one_object_and_writes_the_mistakes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {**GOOD, "source": "b", "title": "Pub quiz"}
    lines, errors = written(tmp_path / "in.jsonl", GOOD, wrong), tmp_path / "errors.jsonl"
    monkeypatch.setattr(sys, "argv", ["categories", str(lines), "--errors", str(errors), "--no-models"])
    command.main()
    figures = json.loads(capsys.readouterr().out)
    assert (figures["n"], figures["accuracy"], figures["macro_f1"]) == (2, 0.5, 0.3333)
    assert figures["sources"] == {
        "a": {"accuracy": 1.0, "macro_f1": 1.0, "n": 1}, "b": {"accuracy": 0.0, "macro_f1": 0.0, "n": 1},
    }  # fmt: skip
    mistake = json.loads(errors.read_text(encoding="utf-8"))
    assert (mistake["title"], mistake["label"], mistake["found"]) == ("Pub quiz", "market", "meetup")


def test_the_command_reports_a_bad_line_and_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["categories", str(written(tmp_path / "in.jsonl", "{"))])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "line 1: not JSON" in capsys.readouterr().err


def test_figures() -> None:
    answers = [Answer("music", "music", 0.9), Answer("music", "sports", 0.7), Answer("sports", "sports", 0.4)]
    assert scores(answers) == {"accuracy": 0.6667, "macro_f1": 0.6667, "n": 3}
    assert f1_by_category(answers) == {"music": 0.6667, "sports": 0.6667}
    assert calibration(answers) == {
        "calibration_error": round((0.1 + 0.7 + 0.6) / 3, 4),
        "brier": round((0.01 + 0.49 + 0.36) / 3, 4),
        "brier_base": round(2 / 9, 4),
    }


def test_there_are_many_examples_of_each_category_and_none_twice() -> None:
    examples = made_up()
    assert len({(one.text.title, one.text.description) for one in examples}) == len(examples) > 400
    assert min(sum(one.label == c for one in examples) for c in CATEGORIES) > 40


def test_labels_are_keys_of_many_sources_and_no_text() -> None:
    path = Path(command.__file__).parent / "labels.csv"
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["key"] for row in rows}) == len(rows) > 400
    assert len({row["source"] for row in rows}) == 37
    assert {row["category"] for row in rows} == set(CATEGORIES)
    assert all(len(row["key"]) == 20 and int(row["key"], 16) >= 0 for row in rows)
