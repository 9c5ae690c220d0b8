"""Nearly all mistakes of `benchmarks.mistakes` can still be made, and the sample of mutants is the same each time."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData

from benchmarks.mistakes.catalogue import ROOT, Mistake, mistakes
from benchmarks.mistakes.executed import executing_tests
from benchmarks.mistakes.order import Nearness, Ordered
from benchmarks.mistakes.trial import belonging_tests, made_in
from benchmarks.mutation.__main__ import interval
from benchmarks.mutation.sample import mutants, sampled

STALE = [f"{one.name} ({one.file}): {one.problem()}" for one in mistakes() if one.problem()]


def test_nearly_all_mistakes_can_still_be_made() -> None:
    """A change of a file may make one or two stale; before they are many they are written anew."""
    assert len(STALE) <= len(mistakes()) // 20, STALE


@pytest.mark.parametrize("mistake", [one for one in mistakes() if not one.problem()], ids=lambda one: one.name)
def test_a_mistake_is_one_that_can_be_made(mistake: Mistake) -> None:
    assert mistake.harm
    text = (ROOT / mistake.file).read_text(encoding="utf-8")
    assert mistake.made(text) != text
    if mistake.file.endswith(".py"):
        ast.parse(mistake.made(text))


@pytest.mark.parametrize("file", sorted({one.file for one in mistakes()}))
def test_tests_belong_to_every_file_in_which_one_is_made(file: str) -> None:
    assert all((ROOT / tests).exists() for tests in belonging_tests(file))


def test_a_stale_entry_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\nx = 1\n", encoding="utf-8")
    assert Mistake("a-1", "a.py", "x = 1", "x = 2", "").problem(tmp_path) == "its old text stands there 2 times"
    assert Mistake("a-2", "a.py", "y", "z", "").problem(tmp_path) == "its old text stands there 0 times"
    assert Mistake("a-3", "b.py", "y", "z", "").problem(tmp_path) == "there is no such file"


def test_a_mistake_is_made_for_as_long_as_its_tests_run(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("x = 1\n", encoding="utf-8")
    before = file.stat().st_mtime
    with made_in(tmp_path, Mistake("a-1", "a.py", "x = 1", "x = 2", "")):
        assert file.read_text(encoding="utf-8") == "x = 2\n"
    assert (file.read_text(encoding="utf-8"), file.stat().st_mtime) == ("x = 1\n", before)


def test_some_are_chosen_by_name_area_or_file() -> None:
    assert {one.area for one in mistakes(["sql"])} == {"sql"}
    assert [one.name for one in mistakes(["sql-1"])] == ["sql-1"]
    assert {one.file for one in mistakes(["dags/sources"])} == {"dags/sources.py"}
    assert len(mistakes()) >= 100


def test_mutants_are_of_the_code_and_not_of_its_annotations() -> None:
    found = mutants(["include/pipeline/fetching/absence.py"])
    lines = (ROOT / "include/pipeline/fetching/absence.py").read_text(encoding="utf-8").splitlines()
    assert found
    assert not any("str | None" in lines[one.mutation.start_pos[0] - 1] for one in found)
    assert {one.file for one in found} == {"include/pipeline/fetching/absence.py"}
    assert all(not one.mutation.module_path.is_absolute() for one in found)


def test_the_stars_before_arguments_are_no_operators() -> None:
    """`{**about, "seen": seen}` with another operator is no program: whatever is run notices that."""
    text = (ROOT / "include/pipeline/fetching/absence.py").read_text(encoding="utf-8")
    found = mutants(["include/pipeline/fetching/absence.py"])
    operators = [one for one in found if "BinaryOperator" in one.mutation.operator_name]
    at = {
        text.splitlines()[line - 1][column:].split(" ")[0]
        for line, column in (one.mutation.start_pos for one in operators)
    }
    assert "{**about" in text
    assert at == {"*", "+"}


def test_a_sample_is_the_same_for_one_seed() -> None:
    every = mutants(["include/pipeline/fetching/absence.py"])
    assert sampled(every, 5, 1) == sampled(every, 5, 1)
    assert sampled(every, 5, 1) != sampled(every, 5, 2)
    assert sampled(every, None, 1) == sampled(every, len(every) + 1, 1) == every


def test_the_interval_of_a_share() -> None:
    assert interval(50, 100) == pytest.approx((0.404, 0.596), abs=0.001)
    assert interval(10, 10)[0] == pytest.approx(0.722, abs=0.001)


CODE = """LIMIT = 3


def total(numbers):
    if not numbers:
        return 0
    return sum(
        numbers[:LIMIT]
    )
"""


@pytest.mark.parametrize(
    ("line", "tests"),
    [(1, []), (5, ["t.py::empty", "t.py::full"]), (6, ["t.py::empty"]), (8, ["t.py::full"])],
    ids=["by an import alone", "by both", "by one", "within a statement of several lines"],
)
def test_which_tests_execute_a_line(tmp_path: Path, line: int, tests: list[str]) -> None:
    file = tmp_path / "a.py"
    file.write_text(CODE, encoding="utf-8")
    data = CoverageData(str(tmp_path / ".coverage"))
    for context, lines in (("", [1, 4]), ("t.py::empty|run", [5, 6]), ("t.py::full|setup", [5, 7])):
        data.set_context(context)
        data.add_lines({str(file.resolve()): lines})
    data.write()
    assert executing_tests(tmp_path, "a.py", [line]) == tests


def test_the_lines_of_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(CODE, encoding="utf-8")
    assert Mistake("a-1", "a.py", "        return 0\n    return sum(\n", "", "").lines(tmp_path) == range(6, 8)


QUICK = ("quick[first]", "quick[second]")
"""Two examples of one test, of which the lines of the first alone are counted."""


@dataclass(eq=False)
class _Item:
    nodeid: str
    path: Path


@pytest.mark.parametrize(("only", "expected"), [(False, [*QUICK, "slow", "named", "other"]), (True, [*QUICK, "slow"])])
def test_the_nearest_tests_come_first_and_of_those_the_shortest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, only: bool, expected: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    seconds = {"slow": 9, **dict(zip(QUICK, (0.1, 0.2), strict=True)), "named": 5}
    (tmp_path / "seconds.json").write_text(json.dumps(seconds), encoding="utf-8")
    (tmp_path / "test_a.py").write_text("from include import ring", encoding="utf-8")
    (tmp_path / "test_b.py").write_text("", encoding="utf-8")
    Nearness(["slow", "quick[first]"], "ring").write(tmp_path / "near.json")
    files = {"other": "test_b.py", "named": "test_a.py", "slow": "test_b.py", "quick[first]": "test_b.py"}
    files["quick[second]"] = "test_b.py"
    items: list[Any] = [_Item(name, tmp_path / file) for name, file in files.items()]
    Ordered(tmp_path / "near.json", only=only).pytest_collection_modifyitems(items)
    assert [item.nodeid for item in items] == expected
