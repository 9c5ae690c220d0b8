"""Callers of the sequencing and reading functions."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

import psycopg

from tests.faults.feed.model import FeedReader, Received


class Poller:
    """A caller that numbers what waits and reads it, in a thread; it comes back by itself."""

    def __init__(self, url: str, name: str, stop: threading.Event, pause: float = 0.01) -> None:
        self.url, self.stop, self.pause = url, stop, pause
        self.reader = FeedReader(name)
        self.epoch = ""
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)

    def _run(self) -> None:
        position = 0
        while not self.stop.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True, connect_timeout=5) as connection:
                    while not self.stop.is_set():
                        position = self._turn(connection, position)
                        time.sleep(self.pause)
            except psycopg.OperationalError:
                self.reader.resumes += 1
                time.sleep(0.05)

    def _turn(self, connection: psycopg.Connection, position: int) -> int:
        _, head, epoch = connection.execute("select * from jatre.feed_sequence_v3(200)").fetchone() or (0, 0, "")
        if head < position or (self.epoch and epoch != self.epoch):
            self.reader.resets.append(f"{self.epoch}.{position} -> {epoch}.{head}")
        self.epoch = epoch
        rows = connection.execute("select * from jatre.feed_read_v2(%s, 1000, 1000000000)", [position]).fetchall()
        for seq, kind, entity, version, *_ in rows:
            assert seq == position + 1, f"a hole after {position}"
            position = seq
            if kind.startswith("event:"):
                self.reader.received.append(Received(seq, sys.intern(kind), sys.intern(entity), version))
        return position


def until(condition: Callable[[], object], patience: float = 30, what: str = "", every: float = 0.05) -> None:
    """Wait until something holds; fails when it does not in time. It is asked `every` so many seconds.

    What asks a server is asked seldom: what waits for it would take the processor from it.
    """
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"not in {patience} s: {what or condition}"
        time.sleep(every)
