"""A plugin of pytest: the tests that are nearest to a change run first, and of those the shortest.

`python -m pytest -p benchmarks.mistakes.order --near FILE [--near-only]`; the file is the JSON of a `Nearness`. Without
`--near` it adds to `SECONDS` how long each test took.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pytest

from tests.counting import NOT_COUNTED

SECONDS = Path("seconds.json")
"""How long each test took by its id, in seconds, as far as it was measured."""


@dataclass(frozen=True)
class Nearness:
    """`ids` are the tests that execute the changed lines, `word` is the name of what is changed: `events_list`.

    A test is near with all its examples.
    """

    ids: list[str]
    word: str

    @cached_property
    def tests(self) -> frozenset[str]:
        """The ids without their examples."""
        return frozenset(one.partition("[")[0] for one in self.ids)

    def write(self, path: Path) -> None:
        """Keep it for the plugin."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    def rank(self, item: pytest.Item) -> int:
        """0 for a test that executes what is changed, 1 for one whose file names it, 2 for the others."""
        if item.nodeid.partition("[")[0] in self.tests:
            return 0
        return 1 if self.word in item.path.name or self.word in item.path.read_text(encoding="utf-8") else 2


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's options."""
    parser.addoption("--near", type=Path, help="what is near, as JSON")
    parser.addoption("--near-only", action="store_true", help="only the tests that execute it, if there are any")


def pytest_configure(config: pytest.Config) -> None:
    """Measure, or use what was measured."""
    near: Path | None = config.getoption("--near")
    config.pluginmanager.register(Ordered(near, only=config.getoption("--near-only")) if near else Measured())


class Measured:
    """Adds up how long each test takes, and has the lines of each counted, of every example too."""

    def __init__(self) -> None:
        self._seconds = defaultdict(float, _measured())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """What only one example executes is tried by it; and one that is not counted cannot say what it executes."""
        for item in items:
            item.stash[NOT_COUNTED] = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the test's own part, its preparation or its end."""
        self._seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Keep it for the sessions that are ordered."""
        SECONDS.write_text(json.dumps(self._seconds), encoding="utf-8")


class Ordered:
    """Puts the nearest first, or leaves the others out."""

    def __init__(self, near: Path, *, only: bool) -> None:
        self._near = Nearness(**json.loads(near.read_text(encoding="utf-8")))
        self._only = only

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the nearest first."""
        seconds = _measured()
        ranks = {item: self._near.rank(item) for item in items}
        items.sort(key=lambda item: (ranks[item], seconds.get(item.nodeid, 0.0)))
        if self._only and self._near.ids:
            items[:] = [item for item in items if ranks[item] == 0]


def _measured() -> dict[str, float]:
    return json.loads(SECONDS.read_text(encoding="utf-8")) if SECONDS.exists() else {}
