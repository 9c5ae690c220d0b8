"""The measurement of pairs: its figures, what it takes and refuses, and the labels that are shipped."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks.lines import BadLine, without_urls
from benchmarks.pairs.figures import brier, calibration_error, decided, ranked
from benchmarks.pairs.join import LABELS, key_of
from benchmarks.pairs.labelled_pair import read_pairs

ROOT = Path(__file__).resolve().parents[2]
RECITAL = {
    "@type": "Event", "name": "Recital of the Lake Quartet", "startDate": "2026-03-14T19:00:00+05:30",
    "url": "https://example.org/1", "location": {"name": "The Courtyard", "address": "12th Main, Indiranagar"},
}  # fmt: skip
OTHER = RECITAL | {"name": "Clay for beginners", "startDate": "2026-03-20T10:00:00+05:30"}


def line(label: Any, ours: Any, theirs: Any) -> str:
    sides = {name: {"source": name * 3, "event": event} for name, event in (("a", ours), ("b", theirs))}
    return json.dumps({"label": label, **sides})


def saved(folder: Path, *lines: str) -> Path:
    path = folder / "pairs.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(module: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_precision_and_recall() -> None:
    found = decided([True, True, True, False, False], [True, True, False, True, False])
    assert found == {"precision": 0.6667, "recall": 0.6667, "f1": 0.6667}
    assert decided([True], [False]) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_the_area_under_the_curve_counts_ties_half() -> None:
    assert ranked([True, False, True, False], [0.9, 0.1, 0.5, 0.5]) == 0.875
    assert ranked([True, True], [0.9, 0.1]) is None


def test_calibration_is_measured_bin_by_bin() -> None:
    assert calibration_error([True, False], [0.5, 0.5]) == 0.0
    assert calibration_error([True, True], [0.25, 0.75]) == 0.5
    assert brier([True, False], [0.5, 0.5]) == 0.25


def test_the_labels_of_training_are_those_of_both_halves(tmp_path: Path) -> None:
    path = saved(tmp_path, line(True, RECITAL, RECITAL), line(False, RECITAL, OTHER))
    found = run("benchmarks.pairs.parts", "--tuning", path, "--reporting", path).stdout.splitlines()
    parts = [json.loads(one) for one in found]
    assert [(one["label"], one["half"]) for one in parts] == [
        (True, "tuning"), (False, "tuning"), (True, "reporting"), (False, "reporting")
    ]  # fmt: skip
    assert (parts[0]["fields"]["title"], parts[0]["veto"], parts[1]["veto"]) == (1.0, None, "other time")


def test_links_are_taken_away_wherever_they_stand() -> None:
    event = {
        "url": "https://a.example",
        "location": {"sameAs": "x", "name": "Hall"},
        "about": "See www.b.example/1 now",
    }
    assert without_urls(event) == {"location": {"name": "Hall"}, "about": "See   now"}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("{", "Expecting"),
        ("[1]", "no JSON object"),
        (line("perhaps", RECITAL, OTHER), "label: expected true or false, found 'perhaps'"),
        (line([], RECITAL, OTHER), "label: expected true or false"),
        (json.dumps({"a": {}, "b": {}}), "'label' is missing"),
        (json.dumps({"label": True, "b": {}}), "a: expected"),
        (line(True, "an event", OTHER), "a.event: expected a schema.org event as an object"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, written: str, reason: str) -> None:
    path = saved(tmp_path, line(True, RECITAL, OTHER), "", written)
    with pytest.raises(BadLine) as raised:
        read_pairs(path)
    assert f"{path}, line 3: " in str(raised.value)
    assert reason in str(raised.value)


def test_the_command(tmp_path: Path) -> None:
    path = saved(tmp_path, line(True, RECITAL, RECITAL), line(0, RECITAL, OTHER), line(True, RECITAL, OTHER))
    done = run("benchmarks.pairs", path, "--ignore-urls", "--errors", tmp_path / "errors.jsonl")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "auc": 0.75}.items() <= figures.items()
    (mistake,) = (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(mistake)["veto"] == "other time"


def test_the_command_refuses_in_one_line(tmp_path: Path) -> None:
    for module, path in (("benchmarks.pairs", saved(tmp_path, "{}")), ("benchmarks.cluster", tmp_path / "none")):
        done = run(module, path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_no_listing_stands_in_both_halves_of_the_labels() -> None:
    halves: dict[str, set[str]] = defaultdict(set)
    labels = [json.loads(one) for one in LABELS.read_text(encoding="utf-8").splitlines()]
    for one in labels:
        for name in ("a", "b"):
            halves[one[name]["key"]].add(one["half"])
    assert len(labels) > 500
    assert {len(half) for half in halves.values()} == {1}


def test_the_labels_name_listings_by_keys_alone() -> None:
    assert key_of("guide", RECITAL) != key_of("paper", RECITAL)
    for one in LABELS.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(one)) == {"label", "half", "a", "b"}
        assert set(json.loads(one)["a"]) == {"source", "key"}
