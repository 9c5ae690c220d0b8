"""Processes of this checkout, found by a mark in their environment rather than by their name.

Airflow's children outlive their parent, and some leave its process group; the mark `JATRE_HOME=<checkout>` is
inherited by all of them. Linux shows processes in /proc; elsewhere `ps` does.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from deploy.local.processes import proc, ps


class ProcessTable(Protocol):
    """How a system lists its processes."""

    def is_alive(self, pid: int) -> bool:
        """Whether that process runs; one that has ended but was not yet buried by its parent does not."""

    def working_in(self, folder: Path) -> list[int]:
        """The processes whose current folder is that one, as far as we may know."""

    def with_variable(self, setting: str) -> dict[int, str]:
        """Pid -> command line of each process that has `NAME=value` in its environment."""

    def parents(self) -> dict[int, int]:
        """Pid -> pid of its parent, for every process."""

    def is_called_with(self, pid: int, argument: str) -> bool:
        """Whether that argument is on the command line of that process."""


def table() -> ProcessTable:
    """The one of this system."""
    return proc if (proc.FOLDER / "self" / "stat").exists() else ps


def is_alive(pid: int) -> bool:
    """See `ProcessTable`."""
    return table().is_alive(pid)


def working_in(folder: Path) -> list[int]:
    """See `ProcessTable`."""
    return table().working_in(folder)


def is_called_with(pid: int, argument: str) -> bool:
    """See `ProcessTable`."""
    return table().is_called_with(pid, argument)


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    return [child for child, parent in table().parents().items() if parent == pid]


def marked(home: Path) -> dict[int, str]:
    """Pid -> command line of each process marked with `JATRE_HOME=home`, without ourselves and our ancestors."""
    found = table().with_variable(f"JATRE_HOME={home}")
    family = set(_ancestors(os.getpid())) if found else set()
    return {pid: command for pid, command in found.items() if pid not in family}


def wait_until_gone(pids: Iterable[int], patience: float) -> list[int]:
    """Wait at most `patience` seconds; returns those that still run."""
    deadline = time.monotonic() + patience
    left = [pid for pid in pids if is_alive(pid)]
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [pid for pid in left if is_alive(pid)]
    return left


def end(pids: Iterable[int], patience: float = 5) -> list[int]:
    """Ask these processes to end, and kill those that do not within `patience` seconds; returns survivors."""
    left = list(pids)
    for wanted in (signal.SIGTERM, signal.SIGKILL):
        for pid in left:
            send(pid, wanted)
        left = wait_until_gone(left, patience)
    return left


def send(pid: int, wanted: signal.Signals) -> None:
    """Send a signal; a process that is gone, or is not ours, is left alone."""
    try:
        os.kill(pid, wanted)
    except (ProcessLookupError, PermissionError):
        return


def _ancestors(pid: int) -> list[int]:
    parents, found = table().parents(), [pid]
    while (pid := parents.get(pid, 0)) > 0:
        found.append(pid)
    return found
