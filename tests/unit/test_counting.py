"""Which process counts what importing runs, when lines are counted, and when one compiles the tests for all."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from coverage import Coverage

from tests import counting


@pytest.mark.parametrize(("worker", "first"), [(None, True), ("gw0", True), ("gw1", False), ("gw10", False)])
def test_of_several_processes_the_first_counts_what_importing_runs(worker: str | None, first: bool) -> None:
    assert counting.is_first({} if worker is None else {"PYTEST_XDIST_WORKER": worker}) is first


@pytest.mark.parametrize(("compiled", "expected"), [([], False), (["a"], False), (["a", "b"], True), (["gone"], False)])
def test_a_checkout_is_fresh_until_most_of_its_tests_are_compiled(
    tmp_path: Path, compiled: list[str], expected: bool
) -> None:
    (tmp_path / "__pycache__").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / f"test_{name}.py").touch()
    for name in compiled:
        (tmp_path / "__pycache__" / f"test_{name}.cpython-311-pytest-{pytest.__version__}.pyc").touch()

    assert counting.is_compiled(tmp_path) is expected


def test_lines_are_counted_in_a_test_and_not_behind_it() -> None:
    counter = Coverage(data_file=None)
    controller = SimpleNamespace(resume=counter.start)
    plugin = SimpleNamespace(cov_controller=controller)
    config: Any = SimpleNamespace(pluginmanager=SimpleNamespace(getplugin=lambda _name: plugin))

    with counting._counting(config):
        assert Coverage.current() is counter

    assert sys.gettrace() is None


def test_nothing_is_counted_where_the_command_line_does_not_ask_for_it() -> None:
    config: Any = SimpleNamespace(pluginmanager=SimpleNamespace(getplugin=lambda _name: None))
    before = Coverage.current()

    with counting._counting(config):
        assert Coverage.current() is before


def test_neither_of_two_that_count_one_inside_the_other_goes_on() -> None:
    for _ in range(2):
        Coverage(data_file=None).start()

    counting.stop_counting()

    assert sys.gettrace() is None
