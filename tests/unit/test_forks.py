"""Tests in forks are reported as if one process had run them, also where a fork ends before its time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from include.settings import ROOT

pytestmark = pytest.mark.slow

CONFTEST = """
from tests.forks import pytest_runtestloop
from tests.selection import pytest_addoption
"""
COLLECTED = """
import os
import pytest

@pytest.fixture(scope="session", autouse=True)
def ended(tmp_path_factory):
    yield
    (tmp_path_factory.getbasetemp() / f"ended-{os.getpid()}").touch()

def test_in_another_process():
    assert os.getppid() == PARENT

def test_that_fails():
    print("what it printed")
    assert [1, 2] == [1, 3]

def test_with_a_file(tmp_path):
    (tmp_path / "file").touch()

@pytest.mark.skip("never")
def test_left_out(): ...

PARENT = os.getpid()
"""
KILLED = """
import os

def test_before(): ...

def test_that_ends_its_process():
    os._exit(CODE)

def test_after(): ...
"""


BROKEN = """
import os

PARENT = os.getpid()

def pytest_runtest_logreport():
    if os.getpid() == PARENT:
        raise RuntimeError
"""


def run(folder: Path, *arguments: str, more: str = "") -> str:
    """What pytest prints of the modules there, with `more` in their `conftest.py`."""
    (folder / "conftest.py").write_text(CONFTEST + more)
    command = [sys.executable, "-m", "pytest", "-c", "/dev/null", "--rootdir", ".", "-p", "no:schemathesis", *arguments]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "-q", f"--basetemp={folder / 'files'}", "."]
    done = subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("code", [0, 7])
def test_the_parent_reports_what_its_forks_find(tmp_path: Path, code: int) -> None:
    (tmp_path / "test_a.py").write_text(COLLECTED)
    (tmp_path / "test_b.py").write_text(KILLED.replace("CODE", str(code)))
    (tmp_path / "test_c.py").write_text(COLLECTED)
    printed = run(tmp_path, "--forks=3")
    assert "3 failed, 6 passed, 2 skipped" in printed
    assert f"test_b.py::test_that_ends_its_process - the process ended with {code}" in printed
    assert printed.count("\nwhat it printed\n") == 2
    assert {path.name.partition("-")[0] for path in (tmp_path / "files").glob("*/*")} >= {"ended", "test_with_a_file0"}


def test_forks_end_when_who_reports_does(tmp_path: Path) -> None:
    """And a number of them that would run nothing is refused."""
    (tmp_path / "test_a.py").write_text("def test_one(): ...")
    assert "invalid process_count value: '-1'" in run(tmp_path, "--forks=-1")
    assert "INTERNALERROR" in run(tmp_path, "--forks=2", more=BROKEN)


def test_the_first_failure_ends_all_if_that_is_asked_for(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"test_{name}.py").write_text(COLLECTED)
    printed = run(tmp_path, "--forks=1", "-x")
    assert "1 failed, 1 passed" in printed
