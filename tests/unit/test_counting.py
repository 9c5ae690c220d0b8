"""Which process counts what importing runs, and when one compiles the tests for all."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

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


@pytest.mark.parametrize(("wanted", "calls"), [(True, ["pause", "test", "resume"]), (False, ["test"])])
def test_lines_are_counted_again_behind_what_is_not_counted(wanted: bool, calls: list[str]) -> None:
    done: list[str] = []
    controller = SimpleNamespace(pause=lambda: done.append("pause"), resume=lambda: done.append("resume"))
    plugin = SimpleNamespace(cov_controller=controller)
    config: Any = SimpleNamespace(pluginmanager=SimpleNamespace(getplugin=lambda _name: plugin))

    with counting._paused(config, wanted):
        done.append("test")

    assert done == calls
