"""What has to be true before anything is installed or started."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from deploy.local.steps import ROOT, Problem
from deploy.local.system import ports

INSTALLING_NEEDS = 3 * 1024**3
RUNNING_NEEDS = 300 * 1024**2
_PORTS = {"http": 80, "https": 443}


def disk(needed: int) -> None:
    """Raise `Problem` when less than `needed` bytes are free where the checkout lives."""
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Problem(
            f"{free / 1024**3:.1f} GB are free under {ROOT}, {needed / 1024**3:.1f} GB are needed",
            "free some disk space, or move the checkout to a larger disk",
        )


def writable() -> None:
    """Raise `Problem` when this user cannot write to the checkout (because root made it, for one)."""
    for folder in (ROOT, ROOT / ".local", ROOT / ".venv"):
        if folder.exists() and not os.access(folder, os.W_OK):
            raise Problem(
                f"{folder} cannot be written to by this user",
                f"sudo chown -R $USER {folder}, or use a checkout of your own",
            )


def free_ports(wanted: Mapping[str, tuple[str, int]]) -> None:
    """Raise `Problem` for the first port that another program holds; `wanted` is variable -> (purpose, port)."""
    for variable, (purpose, port) in wanted.items():
        if not ports.is_free(port):
            raise Problem(
                f"port {port}, wanted for {purpose}, is taken by another program",
                f"stop that program (`{_names_it(port)}` names it), or choose another port: "
                f"make demo {variable}={port + 100}",
            )


def network(addresses: Iterable[str], patience: float = 5.0) -> None:
    """Raise `Problem` when no site of `addresses` (URLs) can be reached: all of them failing is our own network."""
    hosts = sorted({(url.hostname or "", url.port or _PORTS[url.scheme]) for url in map(urlsplit, addresses)})
    with ThreadPoolExecutor(max_workers=len(hosts) or 1) as pool:
        if hosts and not any(pool.map(lambda host: ports.reaches(host[0], host[1], patience), hosts)):
            raise Problem(
                f"none of the {len(hosts)} sites can be reached from here, {hosts[0][0]} for one",
                "check the network connection; nothing was changed. The demo needs no network: make demo",
            )


def _names_it(port: int) -> str:
    return f"lsof -nP -iTCP:{port}" if sys.platform == "darwin" else f"ss -ltnp 'sport = :{port}'"
