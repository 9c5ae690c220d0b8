"""Processes of this checkout are found by /proc, and where there is none by `ps`: both give the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from deploy.local.processes import proc, processes, ps

SLEEPER = [sys.executable, "-c", "print(flush=True); import time; time.sleep(300)", "--data=here"]


@pytest.fixture(params=[proc, ps], ids=["proc", "ps"], autouse=True)
def table(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    table: ModuleType = request.param
    monkeypatch.setattr(processes, "table", lambda: table)
    return table


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "a check out"


@pytest.fixture
def sleeper(home: Path, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    marked = os.environ | {"JATRE_HOME": str(home), "LAST": "x"}
    with subprocess.Popen(SLEEPER, env=marked, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        yield process
        process.kill()


def test_a_marked_process_is_found_with_its_command_line(sleeper: subprocess.Popen[bytes], home: Path) -> None:
    ((pid, command),) = processes.marked(home).items()

    assert pid == sleeper.pid
    assert command.endswith("--data=here")
    assert processes.marked(home.parent) == {}
    assert processes.marked(home / "deeper") == {}


def test_it_is_alive_until_it_has_ended_even_when_nobody_buries_it(
    sleeper: subprocess.Popen[bytes], home: Path
) -> None:
    assert processes.is_alive(sleeper.pid)
    os.kill(sleeper.pid, signal.SIGKILL)
    assert processes.wait_until_gone([sleeper.pid], 10) == []
    assert processes.marked(home) == {}
    sleeper.wait()
    assert not processes.is_alive(sleeper.pid)


def test_it_is_known_by_its_parent_its_arguments_and_its_folder(
    sleeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    assert sleeper.pid in processes.children(os.getpid())
    assert processes.is_called_with(sleeper.pid, "--data=here")
    assert not processes.is_called_with(sleeper.pid, "--data=her")
    assert processes.working_in(tmp_path) == [sleeper.pid]


def test_neither_this_process_nor_its_ancestors_are_marked(home: Path) -> None:
    script = (
        "from pathlib import Path; from deploy.local.processes import processes, proc, ps;"
        f"processes.table = lambda: {processes.table().__name__.rpartition('.')[2]};"
        f"print(processes.marked(Path({str(home)!r})))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script], env=os.environ | {"JATRE_HOME": str(home)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert printed.stdout.strip() == "{}"
