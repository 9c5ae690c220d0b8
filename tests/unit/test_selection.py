"""Which tests run one after the other, and which of them begin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests import selection


def item(nodeid: str) -> Any:
    return SimpleNamespace(nodeid=nodeid)


@pytest.mark.parametrize(
    ("nodeid", "group"),
    [
        ("tests/demo/test_kill.py::test_a", "demo"),
        ("tests/demo/test_demo.py::test_a", "demo"),
        ("tests/dags/test_run.py::test_a", "airflow"),
        ("tests/plugins/test_connections.py::test_a[x]", "airflow"),
        ("tests/sources/fields/test_prices.py::test_a[a::b]", "tests/sources/fields/test_prices.py"),
    ],
)
def test_a_module_stays_together_and_so_does_what_shares_an_airflow(nodeid: str, group: str) -> None:
    assert selection.group(nodeid) == group


def test_what_takes_longest_begins() -> None:
    ordered: list[tuple[Any, set[str]]] = [
        (item("tests/demo/test_make_down.py::test_a"), set()),
        (item("tests/plugins/test_connections.py::test_a"), {"airflow"}),
        (item("tests/faults/test_crash.py::test_a"), {"faults"}),
        (item("tests/sources/test_failure_matrix.py::test_a"), {"slow"}),
        (item("tests/areas/test_area_files.py::test_a"), set()),
    ]

    assert [selection._place(*one) for one in ordered] == [0, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("nodeid", "marks", "seconds"),
    [
        ("tests/areas/test_area_files.py::test_a", [], selection.LIMIT_SECONDS),
        ("tests/demo/test_demo.py::test_a", [], selection.LARGE_LIMIT_SECONDS),
        ("tests/plugins/test_connections.py::test_a", ["airflow"], selection.LARGE_LIMIT_SECONDS),
        ("tests/areas/test_area_files.py::test_a", ["long"], 0),
    ],
)
def test_what_waits_for_ever_fails(nodeid: str, marks: list[str], seconds: int) -> None:
    assert selection.limit_seconds(item(nodeid), {*marks}) == seconds
