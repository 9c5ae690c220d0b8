"""Processes of this checkout, found by a mark in their environment rather than by their name.

Airflow's children outlive their parent, and some leave its process group; the mark `JATRE_HOME=<checkout>` is
inherited by all of them.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Whether that process runs; one that has ended but was not yet buried by its parent does not."""
    try:
        state = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()[0]
    except (OSError, IndexError):
        return False
    return state not in "ZX"


def wait_until_gone(pids: Iterable[int], patience: float) -> list[int]:
    """Wait at most `patience` seconds; returns those that still run."""
    deadline = time.monotonic() + patience
    left = [pid for pid in pids if is_alive(pid)]
    while left and time.monotonic() < deadline:
        time.sleep(0.05)
        left = [pid for pid in left if is_alive(pid)]
    return left


def working_in(folder: Path) -> list[int]:
    """The processes whose current folder is that one, as far as we may know."""
    return [pid for pid in _all() if _reads(lambda path: (path / "cwd").readlink() == folder, pid)]


def marked(home: Path) -> dict[int, str]:
    """Pid -> command line of each process marked with `JATRE_HOME=home`, without ourselves and our ancestors."""
    mark = f"JATRE_HOME={home}".encode()
    family = set(_ancestors(os.getpid()))
    return {
        pid: _command(pid)
        for pid in _all()
        if pid not in family and _reads(lambda path: mark in (path / "environ").read_bytes().split(b"\0"), pid)
    }


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


def _all() -> list[int]:
    return [int(path.name) for path in PROC.iterdir() if path.name.isdigit()]


def _reads(test: Callable[[Path], bool], pid: int) -> bool:
    try:
        return is_alive(pid) and test(PROC / str(pid))
    except OSError:
        return False


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "?"


def _ancestors(pid: int) -> list[int]:
    found = []
    while pid > 0:
        found.append(pid)
        try:
            pid = int((PROC / str(pid) / "stat").read_text(errors="replace").rsplit(")", 1)[1].split()[1])
        except OSError:
            break
    return found
