"""Processes by `ps` and `lsof`, where there is no /proc (macOS); see `processes.ProcessTable`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# macOS shows the environment with -E, the others with a plain e
WITH_ENVIRONMENT = ("-axEww",) if sys.platform == "darwin" else ("axeww",)


def is_alive(pid: int) -> bool:
    """Whether it runs."""
    states = _lines("ps", "-o", "stat=", "-p", str(pid))
    return bool(states) and not states[0].startswith("Z")


def working_in(folder: Path) -> list[int]:
    """Those whose current folder is that one."""
    return [int(pid) for pid in _lines("lsof", "-t", "-a", "-d", "cwd", str(folder))]


def with_variable(setting: str) -> dict[int, str]:
    """Those with that setting in their environment, with their command lines.

    `ps` writes the environment behind the command, so it is asked again for the command alone; itself, which has the
    setting as well, is gone by then.
    """
    rows = _lines("ps", *WITH_ENVIRONMENT, "-o", "pid=,command=")
    pids = [int(row.split(maxsplit=1)[0]) for row in rows if f" {setting} " in f"{row} "]
    return {pid: command for pid in pids if (command := _command(pid)) and is_alive(pid)}


def parents() -> dict[int, int]:
    """Who started whom."""
    return {int(pid): int(parent) for pid, parent in map(str.split, _lines("ps", "-ax", "-o", "pid=,ppid="))}


def is_called_with(pid: int, argument: str) -> bool:
    """Whether that is on its command line."""
    return f" {argument} " in f"{_command(pid)} "


def _command(pid: int) -> str:
    return next(iter(_lines("ps", "-ww", "-o", "command=", "-p", str(pid))), "")


def _lines(*command: str) -> list[str]:
    """The lines of its output, without spaces around them; both programs fail when they find nothing."""
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]
