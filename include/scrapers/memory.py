"""How much memory a crawl may take: what a flood costs is its own process, and the browser that it has started."""

from __future__ import annotations

import os
import resource
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path

MAX_MEMORY_BYTES = 2_000_000_000
"""Of address space, for the process that crawls."""
MAX_BROWSER_BYTES = 1_500_000_000
"""Of memory in use, for all processes of a browser together; it reserves far more than it uses."""


def bound_address_space() -> None:
    """Give this process so much and no more, where the system can (macOS cannot)."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def bound_children(most: int = MAX_BROWSER_BYTES, every: float = 0.5) -> None:
    """End the largest process below this one whenever all of them take more than `most` bytes (on Linux)."""

    def watch() -> None:
        while True:
            sizes = {pid: size for pid in children(os.getpid()) if (size := _bytes_of(pid))}
            if sum(sizes.values()) > most:
                with suppress(OSError):
                    os.kill(max(sizes, key=lambda pid: sizes[pid]), signal.SIGKILL)
            time.sleep(every)

    if Path("/proc/self/statm").exists():
        threading.Thread(target=watch, name="memory of the browser", daemon=True).start()


def children(of: int) -> list[int]:
    """The processes below one, by id."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):  # it ends meanwhile
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            parents.setdefault(parent, []).append(int(folder.name))
    found, waiting = list[int](), [of]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _bytes_of(pid: int) -> int:
    """Memory that a process has for itself; 0 when it is gone."""
    with suppress(OSError, ValueError, IndexError):
        resident, shared = map(int, Path(f"/proc/{pid}/statm").read_text().split()[1:3])
        return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
    return 0
