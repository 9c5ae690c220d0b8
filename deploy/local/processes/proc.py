"""Processes by /proc, on Linux; each function does what `processes.ProcessTable` describes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

FOLDER = Path("/proc")


def is_alive(pid: int) -> bool:
    """Whether it runs."""
    return _stat(pid)[0] not in "ZX"


def working_in(folder: Path) -> list[int]:
    """Those whose current folder is that one."""
    return [pid for pid in _all() if _reads(lambda path: (path / "cwd").readlink() == folder, pid)]


def with_variable(setting: str) -> dict[int, str]:
    """Those with that setting in their environment, with their command lines."""
    mark = setting.encode()
    found = [pid for pid in _all() if _reads(lambda path: mark in (path / "environ").read_bytes().split(b"\0"), pid)]
    return {pid: " ".join(_arguments(pid)) or "?" for pid in found}


def parents() -> dict[int, int]:
    """Who started whom."""
    return {pid: _stat(pid)[1] for pid in _all()}


def is_called_with(pid: int, argument: str) -> bool:
    """Whether that is one of its arguments."""
    return argument in _arguments(pid)


def _stat(pid: int) -> tuple[str, int]:
    """State and parent; an ended process is `X`. The name before them may contain anything, also brackets."""
    try:
        fields = (FOLDER / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        return fields[0], int(fields[1])
    except (OSError, IndexError):
        return "X", 0


def _all() -> list[int]:
    return [int(path.name) for path in FOLDER.iterdir() if path.name.isdigit()]


def _reads(test: Callable[[Path], bool], pid: int) -> bool:
    try:
        return is_alive(pid) and test(FOLDER / str(pid))
    except OSError:
        return False


def _arguments(pid: int) -> list[str]:
    try:
        read = (FOLDER / str(pid) / "cmdline").read_bytes()
    except OSError:
        return []
    return [part.decode(errors="replace") for part in read.rstrip(b"\0").split(b"\0")] if read else []
