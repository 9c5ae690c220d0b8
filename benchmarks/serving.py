"""The real service over a database of a benchmark."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from deploy.local.system import ports

ROOT = Path(__file__).resolve().parents[1]


def environment(database_url: str, port: int) -> dict[str, str]:
    """The settings of a service over this database: none of those around us, and an end without delay."""
    return {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")} | {
        "PYTHONPATH": str(ROOT),
        "JATRE_SERVICE_URL": database_url,
        "JATRE_SERVICE_PORT": str(port),
        "JATRE_DRAIN_SECONDS": "0",
    }


@contextmanager
def served(settings: dict[str, str], port: int) -> Iterator[str]:
    """The service in this environment, once it is healthy; its address. Raises RuntimeError if it never is."""
    command = [sys.executable, "-m", "realtime"]
    process = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=subprocess.DEVNULL)
    url = f"http://{ports.HOST}:{port}"
    try:
        _wait(url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if httpx.get(f"{url}/health").status_code == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the service does not come up")
