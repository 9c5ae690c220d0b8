"""Resolving public collections: how their files are read, what is refused, and who is who with and without labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.resolve import __main__ as program
from benchmarks.resolve.likeness import contained, plain, rarity
from benchmarks.resolve.record import read_labelled
from benchmarks.resolve.unlabelled import same_pairs

RESTAURANTS = """name,address,city,unique_id
Blue Heron Kitchen,"12 Cedar Lane",Bengaluru,1
The Blue Heron Kitchn,"12 Cedar Ln",Bangalore,1
Quiet Lantern,"7 Mill Street",Bengaluru,2
Copper Finch,"40 Harbour Road",Bengaluru,3
Copper Finch Annexe,"3 Orchard Close",Bengaluru,4
"""


def pair(name: str, other: str, label: int) -> str:
    return f"COL name VAL {name} COL class VAL 1 \tCOL name VAL {other} COL class VAL {label} \t{label}"


def measured(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    monkeypatch.setattr("sys.argv", ["resolve", str(folder), "--errors", str(folder / "errors.jsonl")])
    program.main()
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_column_that_gives_the_answer_away_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "train.txt").write_text(pair("a lake", "a lake", 1), encoding="utf-8")
    assert read_labelled(tmp_path / "train.txt") == [({"name": "a lake"}, {"name": "a lake"}, True)]


def test_a_line_without_a_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "train.txt"
    path.write_text(f"{pair('a', 'b', 0)}\nCOL name VAL a\tCOL name VAL b\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2: expected two records"):
        read_labelled(path)


def test_rare_words_count_more_than_common_ones_and_a_slip_counts_little() -> None:
    weight = rarity([plain(one) for one in ("The Blue Heron", "The Mill", "The Lantern", "The Finch")])
    assert contained("the heron", "the lantern", weight) < contained("the heron", "a heron", weight)  # type: ignore[operator]
    assert contained("kitchen", "kitchn", weight) == pytest.approx(0.92, abs=0.02)
    assert contained("", "kitchen", weight) is None


def test_restaurants_are_found_without_labels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "restaurants.csv").write_text(RESTAURANTS, encoding="utf-8")
    found = measured(tmp_path, monkeypatch, capsys)
    assert (found["records"], found["same"], found["f1"]) == (5, 1, 1.0)
    assert (tmp_path / "errors.jsonl").read_text(encoding="utf-8") == ""


def test_each_record_takes_only_what_is_most_alike() -> None:
    records = [
        {"name": name, "address": address}
        for name, address in (
            ("Copper Finch", "40 Harbour Road"), ("Copper Finch Bar", "40 Harbour Road"),
            ("Copper Finch", "41 Harbour Lane"),
        )
    ]  # fmt: skip
    assert same_pairs(records) == {(0, 1)}


def test_labels_of_one_file_decide_the_pairs_of_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn", reason="comes with make models")
    names = ("quiet lantern", "copper finch", "blue heron", "old mill", "red kite", "tall cedar")
    lines = [pair(name, f"the {name}", 1) for name in names]
    lines += [pair(name, other, 0) for name, other in zip(names, (*names[1:], names[0]), strict=True)]
    (tmp_path / "train.txt").write_text("\n".join(lines), encoding="utf-8")
    asked = [pair("grey wren", "the grey wren", 1), pair("grey wren", "lost harbour", 0)]
    (tmp_path / "valid.txt").write_text("\n".join(asked), encoding="utf-8")
    found = measured(tmp_path, monkeypatch, capsys)
    assert (found["trained_on"], found["pairs"], found["f1"]) == (12, 2, 1.0)


def test_a_folder_of_neither_kind_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        measured(tmp_path, monkeypatch, capsys)
    assert ended.value.code == 2
    assert "neither train.txt nor a CSV with the column unique_id" in capsys.readouterr().err
