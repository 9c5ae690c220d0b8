"""A client in a process of its own, which can be stopped as a laptop is when its lid is shut.

The process prints what it has received, as a line of JSON, whenever it is asked by a line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

from tests.faults.feed.certificate import trust
from tests.faults.feed.clients import RoomClient, SseClient, WsClient
from tests.faults.feed.model import FeedReader, Received
from tests.faults.feed.replica import Replica
from tests.faults.world import ROOT

# seconds of a clock that runs on while the process is stopped
SILENCE = 300.0
TRANSPORTS: dict[str, type[RoomClient]] = {"sse": SseClient, "ws": WsClient}


@dataclass
class Apart:
    """The process, seen from here."""

    process: subprocess.Popen[str]
    name: str

    @property
    def pid(self) -> int:
        return self.process.pid

    def report(self) -> tuple[FeedReader, list[str]]:
        """What it has received by now: changes, and the names of other words."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        received = [Received(*each) for each in answer["received"]]
        return FeedReader(self.name, received=received, resets=answer["resets"], resumes=answer["resumes"]), answer[
            "others"
        ]


@contextmanager
def apart(transport: str, replica: Replica, cursor: str) -> Iterator[Apart]:
    """A client of `events:all` from a cursor on."""
    trusted = str(replica.certificate.chain) if replica.certificate else ""
    command = [sys.executable, "-m", "tests.faults.feed.apart", transport, replica.url, cursor, trusted]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield Apart(process, f"{transport} apart")
        finally:
            process.kill()


def main(transport: str, url: str, cursor: str, trusted: str) -> None:
    """Follow the room, and answer each line of stdin."""
    believed = trust(trusted) if trusted else None
    client = TRANSPORTS[transport]([url], "events:all", threading.Event(), cursor, believed, SILENCE)
    client.thread.start()
    for _ in sys.stdin:
        reader = client.reader
        received = [astuple(each) for each in list(reader.received)]
        answer = {"received": received, "resets": reader.resets, "resumes": reader.resumes, "others": client.others}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
