"""Readers: callers of the sequencing and reading functions, and clients of the real service over real HTTP."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import psycopg

from tests.faults.feed.model import Reader, Told

KEEPALIVE = 1.0


class Poller:
    """A caller that numbers what waits and reads it, in a thread; it comes back by itself."""

    def __init__(self, url: str, name: str, stop: threading.Event, pause: float = 0.01) -> None:
        self.url, self.stop, self.pause = url, stop, pause
        self.reader = Reader(name)
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
        _, head, epoch = connection.execute("select * from jatre.feed_sequence_v1(200)").fetchone() or (0, 0, "")
        if head < position or (self.epoch and epoch != self.epoch):
            self.reader.resets.append(f"{self.epoch}.{position} -> {epoch}.{head}")
        self.epoch = epoch
        rows = connection.execute("select * from jatre.feed_read_v1(%s, 1000)", [position]).fetchall()
        for seq, kind, entity, version, *_ in rows:
            assert seq == position + 1, f"a hole after {position}"
            position = seq
            if kind.startswith("event:"):
                self.reader.told.append(Told(seq, kind, entity, version))
        return position


class SseClient:
    """A client that resumes from the last id it got; `addresses` are tried in turn."""

    def __init__(self, addresses: list[str], room: str, stop: threading.Event, cursor: str = "") -> None:
        self.addresses, self.stop, self.cursor = addresses, stop, cursor
        self.reader = Reader(f"sse {room}", room)
        self.present: dict[str, dict[str, object]] = {}
        self.subscribed = threading.Event()
        self.others: list[str] = []
        self.failures: list[str] = []
        self.paused = threading.Event()
        self.thread = threading.Thread(target=self._run, name=self.reader.name, daemon=True)

    def _run(self) -> None:
        turn = 0
        while not self.stop.is_set():
            url = urlsplit(self.addresses[turn % len(self.addresses)])
            try:
                self._listen(http.client.HTTPConnection(str(url.hostname), url.port, timeout=KEEPALIVE * 4))
            except (OSError, http.client.HTTPException) as error:
                self.failures.append(repr(error))
            self.reader.resumes += 1
            turn += 1
            time.sleep(0.05)

    def _listen(self, connection: http.client.HTTPConnection) -> None:
        try:
            headers = {"Last-Event-ID": self.cursor} if self.cursor else {}
            connection.request("GET", f"/api/events/live?rooms={self.reader.room}", headers=headers)
            response = connection.getresponse()
            if response.status != 200:
                raise http.client.HTTPException(f"status {response.status}")
            fields: dict[str, str] = {}
            while not self.stop.is_set() and (line := response.readline()):
                while self.paused.is_set():
                    time.sleep(0.01)
                name, _, value = line.decode().rstrip("\n").partition(":")
                if name:
                    fields[name] = value.strip()
                elif line == b"\n":
                    self._take(fields)
                    fields = {}
        finally:
            connection.close()

    def _take(self, fields: dict[str, str]) -> None:
        if "event" not in fields:
            return
        self.cursor = fields.get("id", self.cursor)
        kind, data = fields["event"], json.loads(fields["data"])
        if kind == "subscribed":
            self.subscribed.set()
        elif kind == "reset":
            self.reader.resets.append(data["reason"])
        elif kind.startswith("event:"):
            self._note(Told(int(self.cursor.rpartition(".")[2]), kind, data["id"], data["version"]), data)
        else:
            self.others.append(kind)

    def _note(self, told: Told, data: dict[str, object]) -> None:
        if told.kind == "event:removed":
            self.present.pop(told.entity, None)
        else:
            self.present[told.entity] = data
        self.reader.told.append(told)


def until(condition: Callable[[], object], patience: float = 30, what: str = "") -> None:
    """Wait until something holds; fails when it does not in time."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"not in {patience} s: {what or condition}"
        time.sleep(0.02)
