"""Mutants are tried in the memory of a process that has collected the tests, and what is slow is not noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from coverage import CoverageData

from benchmarks.mistakes.catalogue import ROOT
from benchmarks.mutation import child
from benchmarks.mutation.asking import is_program
from benchmarks.mutation.live_code import OutsideFunctions, changes
from benchmarks.mutation.nearest import nearest_tests
from benchmarks.mutation.warm import Answer, Request

CODE = """from functools import lru_cache

LIMIT = 3
ORDER = sorted([1, 2], key=lambda one: -one)


class Pair:
    size = 2

    def total(self, one, two, times=1):
        return (one + two) * times


def adder(step):
    return lambda number: number + step


@lru_cache
def doubled(number):
    return 2 * number


one_more = adder(1)
"""


@pytest.mark.parametrize(
    ("old", "new", "functions"),
    [
        ("one + two", "one - two", {"Pair.total"}),
        ("number + step", "number - step", {"adder", "adder.<locals>.<lambda>"}),
        ("-one", "+one", {"<lambda>"}),
        ("one + two", "one +  two", {"Pair.total"}),
    ],
    ids=["of a method", "of what a function has made", "without a name", "that moves a column"],
)
def test_which_functions_change(old: str, new: str, functions: set[str]) -> None:
    changed = changes(CODE, CODE.replace(old, new))
    assert {one.co_qualname for one in changed} == {one.co_qualname for one in changed.values()} == functions


@pytest.mark.parametrize(
    ("old", "new"),
    [("LIMIT = 3", "LIMIT = 4"), ("size = 2", "size = 3"), ("times=1", "times=2"), ("adder(1)", "adder(2)")],
)
def test_what_an_import_makes_is_no_change_of_a_function(old: str, new: str) -> None:
    with pytest.raises(OutsideFunctions):
        changes(CODE, CODE.replace(old, new))


TESTS = """import pytest

from code_here import Pair, doubled, one_more

doubled(2)


def test_total():
    assert Pair().total(1, 2) == 3


def test_what_was_made_at_the_beginning():
    assert one_more(1) == 2


def test_what_is_kept():
    assert doubled(2) == 4


def test_that_fails_by_itself():
    assert False
"""
SECONDS = {f"test_code.py::test_{name}": 0.1
           for name in ("that_fails_by_itself", "total", "what_was_made_at_the_beginning", "what_is_kept")}  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], Answer]]:
    """What comes of a text in place of another one of `CODE`."""
    tree = tmp_path_factory.mktemp("tree")
    for name, text in (("code_here.py", CODE), ("test_code.py", TESTS), ("pytest.ini", "[pytest]\n")):
        (tree / name).write_text(text, encoding="utf-8")
    ours, theirs = Pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.mutation.warm", "--requests", str(theirs.fileno())],
        cwd=tree, pass_fds=[theirs.fileno()], env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
    ):  # fmt: skip
        theirs.close()

        def asked(old: str, new: str) -> Answer:
            ours.send(Request("code_here.py", CODE.replace(old, new), SECONDS))
            answer = ours.recv()
            assert isinstance(answer, Answer)
            return answer

        with ours:
            yield asked


@pytest.mark.parametrize(
    ("old", "new", "noticed", "by"),
    [
        ("one + two", "one - two", True, "test_total"),
        ("number + step", "number - step", True, "test_what_was_made_at_the_beginning"),
        ("2 * number", "3 * number", True, "test_what_is_kept"),
        ("2 * number", "number * 2", False, ""),
        ("LIMIT = 3", "LIMIT = 4", None, ""),
        ("-one", "+one", None, ""),
    ],
    ids=["noticed", "in what was made before", "in what is cached", "equal", "an import's", "gone"],
)
def test_what_comes_of_a_mutant(
    ask: Callable[[str, str], Answer], old: str, new: str, noticed: bool | None, by: str
) -> None:
    """A test that fails without a mutant counts with none."""
    answer = ask(old, new)
    assert answer.noticed is noticed
    assert by in answer.by


@pytest.mark.parametrize(("text", "expected"), [("x = 1", True), ("x = 1 1", False), ("x = 1\nx is 1", False)])
def test_what_python_warns_of_is_no_program(text: str, expected: bool) -> None:
    assert is_program(text) is expected


def protocol(*, item: Any, nextitem: Any) -> None:
    """What pytest does with a test, which has failed when it returns anything."""
    del nextitem
    item.session.testsfailed += item.work() is not None


def passes() -> None:
    pass


def spins() -> None:
    while True:
        pass


def ended(works: list[Callable[[], Any]], prepare: Callable[[], Any] = passes) -> tuple[int | None, bool]:
    """The place of what failed, and whether it hung."""
    config = SimpleNamespace(
        hook=SimpleNamespace(pytest_runtest_protocol=protocol), pluginmanager=SimpleNamespace(register=lambda _: None)
    )
    session = SimpleNamespace(testsfailed=0)
    items: list[Any] = [SimpleNamespace(session=session, config=config, work=work) for work in works]
    found = child.run(items, [0.0] * len(items), prepare)
    return found.failed, found.hung


def test_what_hangs_is_told_from_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its processor time; what sleeps uses none, so it may take longer than what computes."""
    monkeypatch.setattr(child, "SPARE_SECONDS", 1)
    assert ended([passes, lambda: time.sleep(1.5)]) == (None, False)
    assert ended([passes, spins]) == (1, True)
    monkeypatch.setattr(child, "WAIT_SECONDS", 0.5)
    assert ended([passes, partial(time.sleep, 600)]) == (1, True)


def test_whatever_a_mutant_raises_is_a_failure() -> None:
    assert ended([passes, partial(sys.exit, 0)]) == (1, False)
    assert ended([passes], prepare=lambda: {}["x"]) == (0, False)
    assert ended([passes, lambda: bytearray(child.MEMORY_BYTES * 2)]) == (1, False)


def test_which_tests_are_nearest(tmp_path: Path) -> None:
    """Those of the line, then those of its function, the shortest first, those of a file together, up to a time."""
    (tmp_path / "a.py").write_text(
        "LIMIT = 3\n\n\ndef f(x):\n    if x:\n        return 1\n    return 2\n", encoding="utf-8"
    )
    data = CoverageData(str(tmp_path / ".coverage"))
    for context, lines in (
        ("", [1, 4]),
        ("t.py::one[a]|run", [5, 6]),
        ("u.py::two|run", [5, 7]),
        ("t.py::three", [5, 7]),
    ):
        data.set_context(context)
        data.add_lines({str((tmp_path / "a.py").resolve()): lines})
    data.write()
    measured = {"t.py::one[a]": 2, "t.py::one[b]": 1, "u.py::two": 3, "t.py::three": 4, "v.py::four": 0}
    (tmp_path / "seconds.json").write_text(json.dumps(measured), encoding="utf-8")

    def nearest(line: int, seconds: float = 99) -> list[str]:
        return list(nearest_tests(tmp_path, "a.py", line, seconds))

    assert nearest(6) == ["t.py::one[a]", "t.py::three", "u.py::two"]
    assert nearest(7) == ["u.py::two", "t.py::three", "t.py::one[a]"]
    assert nearest(7, 8) == ["u.py::two", "t.py::three"]
    assert nearest(7, 1) == ["u.py::two"]
    assert nearest(1) == ["t.py::one[a]", "t.py::three", "u.py::two"]
