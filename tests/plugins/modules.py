"""The modules of `plugins/`, imported by the first test that wants one: importing Airflow takes seconds."""

from __future__ import annotations

import os
import tempfile
from types import ModuleType

import pytest


def plugin(name: str) -> ModuleType:
    """`plugins.<name>`, in an Airflow that has a folder of its own; without Airflow the test is skipped."""
    os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-"))
    module: ModuleType = pytest.importorskip(f"plugins.{name}", reason="Airflow is not installed")
    return module
