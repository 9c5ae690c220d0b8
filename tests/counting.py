"""Which lines are counted for coverage, and what one process does for all of them while tests are collected.

Counting lines doubles the time of all Python that runs meanwhile: counted are the first example of each test with its
fixtures, and in one process what importing runs, which is the same in all. Nothing is counted in between, nor in the
process that hands out the tests.
"""

from __future__ import annotations

import fcntl
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from coverage import Coverage

TESTS = Path(__file__).resolve().parent
LOCK = TESTS.parent / ".local" / "test" / "collection.lock"
NOT_COUNTED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Import the tests. Hardly anything of it is garbage, and what has been imported stays to the end."""
    gc.disable()
    if not is_first(os.environ):
        stop_counting()
    with _compiled_once():
        yield
    stop_counting()
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Run a test, counting lines if it and its fixtures are counted."""
    with nullcontext() if item.stash.get(NOT_COUNTED, False) else _counting(item.config):
        return (yield)


def is_first(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether this is the only process of the tests, or the first of several."""
    return environment.get("PYTEST_XDIST_WORKER", "gw0") == "gw0"


@contextmanager
def _counting(config: pytest.Config) -> Iterator[None]:
    """Count lines meanwhile, if the command line asks for it."""
    controller = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if controller is None:
        yield
        return
    controller.resume()
    try:
        yield
    finally:
        stop_counting()


def stop_counting() -> None:
    """Count no lines from here on.

    A process of xdist counts twice, one inside the other: pytest-cov starts there what the process that hands out
    tests would need, and then what it needs itself. Where the inner alone pauses, the outer goes on.
    """
    while counter := Coverage.current():
        counter.stop()


@contextmanager
def _compiled_once() -> Iterator[None]:
    """In a fresh checkout let one process compile the tests, which takes as long as all else that collecting does."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not (sys.dont_write_bytecode or is_compiled(TESTS)):
                fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_compiled(folder: Path) -> bool:
    """Whether most of the tests there have been compiled before."""
    modules = {path.stem for path in folder.rglob("test_*.py")}
    compiled = {path.name.partition(".")[0] for path in folder.rglob(f"test_*-pytest-{pytest.__version__}.pyc")}
    return 2 * len(modules & compiled) >= len(modules)
