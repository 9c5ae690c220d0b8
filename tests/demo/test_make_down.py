"""The end of the demo that all tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.demo.conftest import Demo

pytestmark = pytest.mark.airflow


def processes_of(home: Path) -> list[str]:
    """The processes that belong to a checkout: working in it, or named after it."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline", "cwd", "environ"]):
        info = process.info
        named = " ".join(info["cmdline"] or [])
        marked = (info["environ"] or {}).get("JATRE_HOME") == str(home)
        if str(home) in named or marked or (info["cwd"] or "").startswith(str(home)):
            found.append(named)
    return found


def test_make_down_leaves_nothing_running(demo: Demo) -> None:
    assert processes_of(demo.home) != []
    down = demo.make("down")
    assert down.returncode == 0, down.stdout + down.stderr
    assert processes_of(demo.home) == []
