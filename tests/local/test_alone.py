"""A scheduler that was killed leaves workers behind; the next one begins without them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from deploy.local.processes import processes
from deploy.local.processes.alone import orphans
from tests.conftest import ROOT

WORKER = "import time; time.sleep(300)"
SCHEDULER = f"""
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", {WORKER!r}, "airflow worker"]).pid, flush=True)
time.sleep(300)
"""


def scheduler(environment: dict[str, str]) -> tuple[subprocess.Popen[str], int]:
    """A program in a group of its own, as the supervisor starts it, and the worker that it has started."""
    started = subprocess.Popen(
        [sys.executable, "-c", SCHEDULER, "airflow scheduler"], env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert started.stdout is not None
    return started, int(started.stdout.readline())


def test_what_a_killed_scheduler_left_behind_has_ended_before_the_next_begins(tmp_path: Path) -> None:
    environment = os.environ | {"JATRE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    killed, left_behind = scheduler(environment)
    other, at_work = scheduler(environment)
    try:
        killed.kill()
        killed.wait()
        assert orphans(tmp_path) == [left_behind]
        command = [sys.executable, "-m", "deploy.local.processes.alone", "echo", "begun"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "begun\n"
        assert not processes.is_alive(left_behind)
        assert processes.is_alive(at_work), "it has a living parent"
    finally:
        os.killpg(other.pid, signal.SIGKILL)
        other.communicate()
        killed.communicate()
