"""`python -m benchmarks.alerts.worker URL FILE`: the process of alerts, which sends into a file."""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from zoneinfo import ZoneInfo

from include.alerts.__main__ import follow, send, tell
from include.alerts.election import LeaderElection
from include.alerts.listening import FeedListener
from include.alerts.matching.matcher import FeedMatcher
from include.alerts.matching.outbox import OutboxWriter
from include.alerts.message import AlertMessage
from include.alerts.waking import Waking
from include.db import engine


class Appending:
    """Sends by appending a line: the message and the rows of the outbox that are in it."""

    def __init__(self, file: str) -> None:
        self._file = os.open(file, os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    def send(self, message: AlertMessage) -> None:
        """See `Sender`."""
        os.write(self._file, f"{message.id} {' '.join(str(item.id) for item in message.items)}\n".encode())


def main(url: str, file: str) -> None:
    """Run for ever."""
    ended, made = Event(), engine(url)
    matcher = FeedMatcher(made, ZoneInfo("Asia/Kolkata"), 100, ThreadPoolExecutor(1))
    due = Waking()
    following = (matcher, LeaderElection(url), FeedListener(url), ended, due)
    Thread(target=follow, args=following, daemon=True).start()
    Thread(target=tell, args=(made, OutboxWriter(made), ended, due), daemon=True).start()
    send(made, {"webhook": Appending(file)}, ended, due.sleeper())


if __name__ == "__main__":
    main(*sys.argv[1:])
