"""A server as a process of its own."""

from __future__ import annotations

import os
import pwd
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fanout.install import Tools
from benchmarks.feed.arena import ROOT
from deploy.local.system import ports


@dataclass(frozen=True)
class Server:
    """One that runs: how clients and the publisher find it."""

    pid: int
    port: int
    control: int
    protocol: str
    headers: dict[str, str] = field(default_factory=dict)

    def joining(self, clients: int) -> dict[str, object]:
        """What the load generator needs to let clients in."""
        return {"do": "join", "clients": clients, "port": self.port, "protocol": self.protocol, "headers": self.headers}

    def resident(self) -> int:
        """The memory of its process in KiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0])


@contextmanager
def process(
    command: list[str], environment: dict[str, str], listening: tuple[int, ...], user: str | None = None
) -> Iterator[int]:
    """A server as a process, once it listens; killed at the end."""
    cwd = None if user else ROOT
    group = pwd.getpwnam(user).pw_gid if user else None
    started = subprocess.Popen(
        command, env=environment, cwd=cwd, user=user, group=group, extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if user else None,
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 60
        while not all(ports.answers(port) for port in listening):
            if started.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[:3]} does not come up")
            time.sleep(0.1)
        yield started.pid
    finally:
        started.kill()
        started.wait()


def plain_environment() -> dict[str, str]:
    """The environment in which Python finds this project."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def python_path(tools: Tools) -> dict[str, str]:
    """The environment in which Python finds the peers' packages."""
    return {**os.environ, "PYTHONPATH": str(tools.python)}
