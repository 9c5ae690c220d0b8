"""Airflow reads every DAG file all the time, and each task reads its own again: that must stay cheap."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.dags.support import ROOT, InAirflow

pytestmark = pytest.mark.airflow

FILES = sorted(path for path in (ROOT / "dags").glob("*.py") if path.name != "__init__.py")
HEAVY = {"spacy", "torch", "sentence_transformers", "dedupe", "scrapy", "onnxruntime", "numpy", "extruct", "feedparser"}
READERS = ("include.pipeline.stages", "include.sources.connectors", "include.understand.text")


@pytest.fixture(scope="module")
def costs(in_airflow: InAirflow) -> dict[str, dict[str, Any]]:
    """What importing each file costs, by its path; each is imported in a process where no other was."""
    found: dict[str, dict[str, Any]] = in_airflow("cost_of_import", list(map(str, FILES)), imported=False)
    return found


def test_every_dag_file_is_found() -> None:
    assert {path.name for path in FILES} >= {"sources.py", "maintenance.py"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_importing_a_dag_file_is_cheap(
    path: Path, costs: dict[str, dict[str, Any]], record_property: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    # the packages decide: what seconds they take depends on the machine, and is only shown
    cost = costs[str(path)]

    record_property("cost", cost)
    with capsys.disabled():
        sys.stderr.write(f" [{cost['seconds']} s after Airflow's own {cost['airflow_seconds']} s] ")
    assert not HEAVY & set(cost["packages"])
    assert not [name for name in cost["ours"] if name.startswith(READERS)]
    assert not {"spacy", "torch", "sentence_transformers", "dedupe", "scrapy"} & set(cost["all_packages"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_dag_file_only_wires(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 70
    for domain_matter in ("select ", "insert ", "http://", "https://", "import requests", "import psycopg"):
        assert domain_matter not in text
