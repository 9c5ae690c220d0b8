"""Clients of the real service over real sockets: they come back by themselves, with the newest cursor they got."""

from __future__ import annotations

import http.client
import json
import ssl
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from tests.faults.feed.model import FeedReader, Received

KEEPALIVE = 1.0
SILENCE = KEEPALIVE * 4


class Shown(NamedTuple):
    """What a client keeps of an event; a storm has too many to keep them whole."""

    title: str
    category: str
    area: str | None
    size: int

    def rooms(self) -> tuple[str, ...]:
        return ("events:all", f"events:{self.category}", f"events:area:{self.area}")


class RoomClient(ABC):
    """One room, followed in a thread; `addresses` are tried in turn, `trust` names whom to believe over TLS, and a
    connection on which nothing came for `silence` seconds is given up."""

    transport = ""

    def __init__(
        self,
        addresses: list[str],
        room: str,
        stop: threading.Event,
        cursor: str = "",
        trust: ssl.SSLContext | None = None,
        silence: float = SILENCE,
    ) -> None:
        self.addresses, self.stop, self.cursor, self.trust = addresses, stop, cursor, trust
        self.silence = silence
        self.reader = FeedReader(f"{self.transport} {room}", room)
        self.present: dict[str, Shown] = {}
        self.subscribed = threading.Event()
        self.others: list[str] = []
        self.failures: list[str] = []
        self.paused = threading.Event()
        self.thread = threading.Thread(target=self._run, name=self.reader.name, daemon=True)

    def listed(self) -> set[str]:
        """The events that a page of this room shows: not one whose last change put it elsewhere."""
        return {entity for entity, shown in self.present.items() if self.reader.room in shown.rooms()}

    def _run(self) -> None:
        turn = 0
        while not self.stop.is_set():
            try:
                self._listen(self.addresses[turn % len(self.addresses)])
            except (OSError, http.client.HTTPException, WebSocketException) as error:
                self.failures.append(repr(error))
            self.reader.resumes += 1
            turn += 1
            time.sleep(0.05)

    @abstractmethod
    def _listen(self, address: str) -> None:
        """Follow the room at one address, until the connection is lost or the test is over."""

    def _hold(self) -> None:
        while self.paused.is_set():
            time.sleep(0.01)

    def _take(self, kind: str, data: dict[str, Any], cursor: str | None) -> None:
        self.cursor = cursor or self.cursor
        if kind == "subscribed":
            self.subscribed.set()
        elif kind == "reset":
            self.reader.resets.append(data["reason"])
        elif kind.startswith("event:"):
            seq, entity = int(self.cursor.rpartition(".")[2]), sys.intern(data["id"])
            self._note(Received(seq, sys.intern(kind), entity, data["version"]), data)
        else:
            self.others.append(kind)

    def _note(self, received: Received, data: dict[str, Any]) -> None:
        if received.kind == "event:removed":
            self.present.pop(received.entity, None)
        else:
            description = data["description"] or ""
            self.present[received.entity] = Shown(data["title"], data["category"], data["area"], len(description))
        self.reader.received.append(received)


class SseClient(RoomClient):
    """Over server-sent events, read line by line."""

    transport = "sse"

    def _listen(self, address: str) -> None:
        connection = self._connection(address)
        try:
            headers = {"Last-Event-ID": self.cursor} if self.cursor else {}
            connection.request("GET", f"/api/events/live?rooms={self.reader.room}", headers=headers)
            response = connection.getresponse()
            if response.status != 200:
                raise http.client.HTTPException(f"status {response.status}")
            fields: dict[str, str] = {}
            while not self.stop.is_set() and (line := response.readline()):
                self._hold()
                name, _, value = line.decode().rstrip("\n").partition(":")
                if name:
                    fields[name] = value.strip()
                elif line == b"\n":
                    self._dispatch(fields)
                    fields = {}
        finally:
            connection.close()

    def _connection(self, address: str) -> http.client.HTTPConnection:
        url = urlsplit(address)
        if self.trust is None:
            return http.client.HTTPConnection(str(url.hostname), url.port, timeout=self.silence)
        return http.client.HTTPSConnection(str(url.hostname), url.port, timeout=self.silence, context=self.trust)

    def _dispatch(self, fields: Mapping[str, str]) -> None:
        if "event" in fields:
            self._take(fields["event"], json.loads(fields["data"]), fields.get("id"))


class WsClient(RoomClient):
    """Over WebSocket, with the library `websockets`."""

    transport = "ws"

    def _listen(self, address: str) -> None:
        url = f"{address.replace('http', 'ws', 1)}/ws"
        options = {"max_size": None, "proxy": None, "ping_interval": None, "close_timeout": 1}
        with connect(url, ssl=self.trust, open_timeout=self.silence, **options) as socket:
            asked = {"type": "subscribe", "rooms": [self.reader.room]}
            socket.send(json.dumps(asked | ({"cursor": self.cursor} if self.cursor else {})))
            while not self.stop.is_set():
                self._dispatch(json.loads(socket.recv(timeout=self.silence)))
                self._hold()

    def _dispatch(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "event":
            self._take(message["kind"], message["data"], message["cursor"])
        else:
            self._take(message["type"], dict(message), message.get("cursor"))
