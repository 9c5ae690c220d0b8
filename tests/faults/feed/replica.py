"""The real service, as a process at a fixed port."""

from __future__ import annotations

import atexit
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from tests.faults.feed.certificate import Certificate
from tests.faults.feed.clients import KEEPALIVE
from tests.faults.feed.readers import until
from tests.faults.world import ROOT, free_port
from tests.forking import Forking, Program

SERVICES = Forking("tests.faults.feed.warm")
"""To import the service takes longer than most of them do in a test."""
atexit.register(SERVICES.__exit__)

BRISK = {
    "JATRE_KEEPALIVE_SECONDS": str(KEEPALIVE),
    "JATRE_STATEMENT_SECONDS": "2",
    "JATRE_DRAIN_SECONDS": "0.2",
    "JATRE_RETRY_MILLISECONDS": "100",
}


@dataclass
class Replica:
    """Serves one database; `environment` adds to its settings, with a certificate it speaks TLS."""

    database_url: str
    port: int = field(default_factory=free_port)
    environment: Mapping[str, str] = field(default_factory=dict)
    certificate: Certificate | None = None
    process: Program | subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext | None:
        return self.certificate.trust() if self.certificate else None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self) -> None:
        """Start and wait until it answers."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("JATRE_")}
        own = {
            "PYTHONPATH": str(ROOT),
            "JATRE_SERVICE_URL": self.database_url,
            "JATRE_SERVICE_PORT": str(self.port),
        }
        environment = inherited | BRISK | own | self.environment
        module, *arguments = self._command()
        with Path(os.devnull).open("r+b") as nothing:
            if "LD_PRELOAD" in environment:  # what is loaded before all else has to be there from the start
                command = [sys.executable, "-m", module, *arguments]
                self.process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=nothing, stderr=nothing)
            else:
                self.process = SERVICES.start(module, arguments, environment, [nothing] * 3)
        until(self.answers, 40, "the service answers")

    def answers(self) -> bool:
        with suppress(OSError), urlopen(f"{self.url}/health/live", timeout=2, context=self.trust) as response:
            return bool(response.status == 200)
        return False

    def restart(self) -> None:
        """As a rolling update does it: SIGTERM, wait, start anew."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.start()

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait(10)

    def _command(self) -> list[str]:
        if self.certificate is None:
            return ["realtime"]
        # as `python -m realtime` has it, with uvicorn's own options for TLS
        return [
            "uvicorn", "realtime.app:app", "--port", str(self.port), "--loop", "uvloop",
            "--http", "realtime.transport.http_protocol:LiveHTTPProtocol",
            "--ws", "realtime.transport.websocket_protocol:LiveWebSocketProtocol",
            "--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "3",
            "--ssl-certfile", str(self.certificate.chain), "--ssl-keyfile", str(self.certificate.key),
        ]  # fmt: skip


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """A process that does not run while the block does."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def stop_for(pid: int, seconds: float) -> None:
    """A process that does not run for a while."""
    with stopped(pid):
        time.sleep(seconds)
