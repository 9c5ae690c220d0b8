"""Which tests run, in which order, and which of them may run beside each other.

With `--forks` or `-n` a module's tests stay in one process, so that its fixtures are made once. The tests of the demo
share one, being those of one demo, and so do those that run a DAG in an Airflow of their own: more than two Airflows do
not fit a small machine. What takes longest comes first, so that no process is left alone with it: Airflow, then the
other tests that are not quick. Lines are counted for the first example of a test alone, and not where many of a thing
are tried (`slow`, and what stands in `SLOW_FOLDERS`).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling, Scheduling

from tests.counting import NOT_COUNTED
from tests.server import IS_LONG

SERVERS = {"cluster"}
"""Fixtures behind which a server stands."""
SLOW_FOLDERS = {"benchmarks", "browser", "dags", "demo", "faults", "hostile", "interop"}
"""Folders whose tests all take long, or need a server, a browser or Airflow: with `--quick` not even imported."""
DEMO_FOLDER = "demo"
"""Its tests share one demo, and with it an Airflow that goes on running."""
AIRFLOW_FOLDERS = ("dags", "plugins")
"""Folders whose tests start an Airflow for the length of a command."""
LARGE = ("browser", "airflow", "faults")
"""Marks of tests that need more than the repository and a moment."""
LIMIT_SECONDS, LARGE_LIMIT_SECONDS = 300, 900
"""After which a test, with the fixtures that are made for it, fails: what waits for ever would keep CI for ever."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take long, too")
    parser.addoption("--quick", action="store_true", help="run only the tests that need no server, browser or Airflow")
    parser.addoption(
        "--forks", type=process_count, default=0, help="run them in so many forks of the process that collects them"
    )


def process_count(text: str) -> int:
    """How many processes. Raises ValueError: a negative one would be a run of no tests that has not failed."""
    if (count := int(text)) < 0:
        raise ValueError(text)
    return count


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out whole folders; None leaves the others to what else decides."""
    is_slow = collection_path.parent == config.rootpath / "tests" and collection_path.name in SLOW_FOLDERS
    return True if is_slow and config.getoption("--quick") else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    marks = {item: {mark.name for mark in item.iter_markers()} for item in items}
    is_long, is_quick_run = config.getoption("--long"), config.getoption("--quick")
    wanted = {
        item: (is_long or "long" not in names) and (not is_quick_run or is_quick(item, names))
        for item, names in marks.items()
    }
    config.hook.pytest_deselected(items=[item for item in items if not wanted[item]])
    items[:] = [item for item in items if wanted[item]]
    counted: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        if "slow" in marks[item] or folder(item.nodeid) in SLOW_FOLDERS or test in counted:
            item.stash[NOT_COUNTED] = True
        counted.add(test)
        item.add_marker(pytest.mark.timeout(limit_seconds(item, marks[item])))
    items.sort(key=lambda item: _place(item, marks[item]))


def _place(item: pytest.Item, marks: set[str]) -> int:
    """What takes longest first: the demo, what else needs Airflow, what is long without it, the rest."""
    here = folder(item.nodeid)
    if here == DEMO_FOLDER or "airflow" in marks:
        return int(here != DEMO_FOLDER)
    return 2 if here in SLOW_FOLDERS or marks & {*LARGE, "slow"} else 3


def limit_seconds(item: pytest.Item, marks: set[str]) -> int:
    """How long a test may take; 0 for as long as it likes, as what `make long` alone runs may."""
    if IS_LONG or "long" in marks:
        return 0
    is_large = folder(item.nodeid) in SLOW_FOLDERS or marks & {*LARGE}
    return LARGE_LIMIT_SECONDS if is_large else LIMIT_SECONDS


def is_quick(item: pytest.Item, marks: set[str]) -> bool:
    """Whether a test needs no server, no browser, no Airflow, and little time."""
    return not (SERVERS & set(getattr(item, "fixturenames", ())) or marks & {*LARGE, "slow"})


class Groups(LoadFileScheduling):  # type: ignore[misc]
    """Hands a whole module to a process, or all that starts Airflow."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """How tests are handed out; xdist's own groups, by mark, have no effect with pytest 9.2."""
    return Groups(config, log)


def group(nodeid: str) -> str:
    """Tests of one group run in one process, one after the other."""
    if folder(nodeid) == DEMO_FOLDER:
        return DEMO_FOLDER
    return "airflow" if folder(nodeid) in AIRFLOW_FOLDERS else nodeid.partition("::")[0]


def folder(nodeid: str) -> str:
    """The folder of `tests` in which a test stands."""
    return nodeid.partition("/")[2].partition("/")[0]
