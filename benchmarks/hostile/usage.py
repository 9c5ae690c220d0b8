"""What a piece of work costs: processor time and memory of this process and of those that it starts."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass
class Usage:
    """`seconds` of processor time; `megabytes` above what was in use before, at the peak (Linux; elsewhere 0)."""

    seconds: float = 0.0
    megabytes: float = 0.0


@contextmanager
def measured() -> Iterator[Usage]:
    """The usage of the block, known at its end."""
    usage, before, processes = Usage(), _processor_seconds(), {os.getpid(): _resident()}
    # a helper process that serves many blocks is there already; one that is started now counts as a whole
    processes |= {one.pid: _resident(one.pid) for one in _children()}
    for pid in processes:
        _forget_peak(pid)
    try:
        yield usage
    finally:
        usage.seconds = max(0.0, _processor_seconds() - before)
        peaks = (_peak(pid) - idle for pid, idle in processes.items())
        usage.megabytes = max(0.0, *peaks) if len(processes) > 1 else max(0.0, next(peaks))


def _children() -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process().children(recursive=True)
    return found


def _processor_seconds() -> float:
    """Of this process and its children, the dead ones included."""
    own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    total = sum(one.ru_utime + one.ru_stime for one in own)
    for child in _children():
        with suppress(psutil.Error):
            times = child.cpu_times()
            total += times.user + times.system
    return total


def _status(pid: int, name: str) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def _resident(pid: int | None = None) -> float:
    return _status(pid or os.getpid(), "VmRSS")


def _peak(pid: int) -> float:
    return _status(pid, "VmHWM")


def _forget_peak(pid: int) -> None:
    """Let the system's record of the greatest use begin anew."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")
