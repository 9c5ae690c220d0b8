"""Which tests run, in which order, and which of them may run beside each other.

With `-n 2 --dist loadgroup` a module's tests stay together, so that its fixtures are made once; whatever starts Airflow
stays in one process, since two Airflows do not fit a small machine. These come first, being the longest.
"""

from __future__ import annotations

import pytest

SERVERS = {"cluster"}
"""Fixtures behind which a server stands."""
SLOW_FOLDERS = ("benchmarks", "hostile")
"""Folders whose tests take long by their nature, though they need no server."""
LARGE = ("browser", "airflow", "faults")
"""Marks of tests that need more than the repository and a moment."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take long, too")
    parser.addoption("--quick", action="store_true", help="run only the tests that need no server, browser or Airflow")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not is_wanted(config, item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]
    items.sort(key=lambda item: item.get_closest_marker("airflow") is None)
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group(item)))


def is_wanted(config: pytest.Config, item: pytest.Item) -> bool:
    """Whether the command line asks for this test."""
    if item.get_closest_marker("long") and not config.getoption("--long"):
        return False
    return not config.getoption("--quick") or is_quick(item)


def is_quick(item: pytest.Item) -> bool:
    """Whether a test needs no server, no browser, no Airflow, and little time."""
    if item.path.relative_to(item.config.rootpath / "tests").parts[0] in SLOW_FOLDERS:
        return False
    needs_server = SERVERS & set(getattr(item, "fixturenames", ()))
    return not needs_server and not any(item.get_closest_marker(mark) for mark in (*LARGE, "slow"))


def group(item: pytest.Item) -> str:
    """Tests of one group run in one process, one after the other."""
    return "airflow" if item.get_closest_marker("airflow") else str(item.path)
