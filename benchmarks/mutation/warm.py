"""A plugin of pytest: tests are collected once, and each mutant is tried in a fork of the process that has done so.

`python -m pytest -p benchmarks.mutation.warm --requests FD TESTS` answers each `Request` with an `Answer` over the
connection at that descriptor, until it is closed. To import what tests need takes many times longer than the tests.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from benchmarks.mutation import child
from benchmarks.mutation.live_code import Changes, LiveCode, OutsideFunctions, changes


@dataclass(frozen=True)
class Request:
    """Does a test fail when `file` has the text `after`? `tests` has the seconds that each took when measured."""

    file: str
    after: str
    tests: dict[str, float]


@dataclass(frozen=True)
class Answer:
    """Whether it was `noticed`, and by which test; `noticed` is None where it cannot be told in this process."""

    noticed: bool | None
    by: str = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's option."""
    parser.addoption("--requests", type=int, help="the descriptor over which it is asked")


def pytest_configure(config: pytest.Config) -> None:
    """Answer instead of running the tests."""
    config.pluginmanager.register(Answering(Connection(config.getoption("--requests"))))


class Answering:
    """Tries what it is asked for, one after the other."""

    def __init__(self, wire: Connection) -> None:
        self._wire = wire
        self._sound: set[str] = set()
        self._unsound: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Until nobody asks any more."""
        self._tree = session.config.rootpath
        self._items = {item.nodeid: item for item in session.items}
        self._live = LiveCode(self._tree)
        gc.collect()
        gc.freeze()  # a fork shares what no search for garbage has touched
        with suppress(EOFError):
            while True:
                self._wire.send(self._answer(self._wire.recv()))
        return True

    def _answer(self, request: Request) -> Answer:
        path = self._tree / request.file
        try:
            changed = changes(path.read_text(encoding="utf-8"), request.after)
        except OutsideFunctions:
            return Answer(noticed=None)
        if not changed or not self._live.has(path, changed):
            return Answer(noticed=None)
        return self._tried(path, changed, request.tests)

    def _tried(self, path: Path, changed: Changes, tests: dict[str, float]) -> Answer:
        """A failure counts where the same tests pass without the mutant, and a hang where it hangs twice."""
        hung: set[str] = set()
        while True:
            names = [name for name in tests if name in self._items and name not in self._unsound]
            if not names:
                return Answer(noticed=None)
            items, seconds = [self._items[name] for name in names], [tests[name] for name in names]
            ended = child.run(items, seconds, lambda: self._live.replace(path, changed))
            if ended.failed is None:
                return Answer(noticed=False)
            culprit = names[ended.failed]
            if ended.hung and culprit not in hung:
                hung.add(culprit)
            elif self._is_sound(items[: ended.failed + 1], seconds):
                return Answer(noticed=True, by=ended.about or f"{culprit} hangs")

    def _is_sound(self, items: list[pytest.Item], seconds: list[float]) -> bool:
        culprit = items[-1].nodeid
        if culprit not in self._sound:
            passes = child.run(items, seconds, lambda: None).failed is None
            (self._sound if passes else self._unsound).add(culprit)
        return culprit in self._sound
