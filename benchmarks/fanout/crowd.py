"""Many clients in one process: raw sockets behind one epoll, which join here, and are counted by `pump.c`."""

from __future__ import annotations

import errno
import os
import select
import socket
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.fanout.pump import Pump
from benchmarks.fanout.wire import Protocol, Step

_CHUNK, _TAIL = 256 * 1024, 512
_SAMPLES = 5


@dataclass
class _Client:
    """One that has yet to join: what it waits for, and the end of what it has seen."""

    sock: socket.socket
    steps: list[Step]
    seen: bytes = b""
    asked: bool = False


class Crowd:
    """The clients of one server. `library` is pump.c, compiled."""

    def __init__(
        self, library: str, port: int, protocol: Protocol, headers: Mapping[str, str], receive_bytes: int = 0
    ) -> None:
        self.protocol = protocol
        self.errors = 0
        self._port, self._request, self._receive_bytes = port, protocol.request(headers), receive_bytes
        self._epoll = select.epoll()
        self._joining: dict[int, _Client] = {}
        self._sockets: dict[int, socket.socket] = {}
        self.pump = Pump(library, self._epoll.fileno())

    def join(self, clients: int, steps: tuple[Step, ...] | None = None, patience: float = 90) -> float:
        """Let so many connect at once and go through the steps; seconds until the last has."""
        began = time.monotonic()
        for _ in range(clients):
            self._connect(list(steps or self.protocol.steps))
        while self._joining and time.monotonic() - began < patience:
            for fd, _ in self._epoll.poll(1, 1024):
                try:
                    self._receive(fd) if fd in self._sockets else self._advance(fd, self._joining[fd])
                except OSError:
                    self._refused(fd)
        self.errors += len(self._joining)
        self.pump.at[0] = len(self._sockets)
        return time.monotonic() - began

    def with_exactly(self, messages: int) -> int:
        """How many clients have exactly so many messages."""
        return self.pump.at[messages]

    @property
    def clients(self) -> int:
        """How many have joined."""
        return len(self._sockets)

    def ports(self) -> list[int]:
        """The ports of the first few clients."""
        return [sock.getsockname()[1] for sock in list(self._sockets.values())[:_SAMPLES]]

    def sizes(self) -> list[int]:
        """The bytes that each client has been sent since it joined."""
        return [self.pump.size[fd] for fd in self._sockets]

    def counts(self) -> list[int]:
        """The messages that each client has."""
        return [self.pump.got[fd] for fd in self._sockets]

    def recorded(self) -> Iterator[bytes]:
        """All that a few clients have been sent."""
        for fd in self._sockets:
            if (file := self.pump.record[fd]) >= 0:
                yield os.pread(file, os.fstat(file).st_size, 0)

    def _connect(self, steps: list[Step]) -> None:
        sock = socket.socket()
        sock.setblocking(False)
        if self._receive_bytes:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._receive_bytes)
        fd = sock.fileno()
        if len(self._joining) < _SAMPLES:
            self.pump.record[fd] = os.memfd_create("received")
        self._joining[fd] = _Client(sock, steps)
        if sock.connect_ex(("127.0.0.1", self._port)) not in (0, errno.EINPROGRESS):
            self._refused(fd)
            return
        self._epoll.register(fd, select.EPOLLOUT)

    def _advance(self, fd: int, client: _Client) -> None:
        if not client.asked:
            client.sock.send(self._request)
            client.asked = True
            self._epoll.modify(fd, select.EPOLLIN)
            return
        client.seen += self._receive(fd)
        while client.steps and (found := client.seen.find(client.steps[0][0])) >= 0:
            expected, answer = client.steps.pop(0)
            client.seen = client.seen[found + len(expected) :]
            if answer:
                client.sock.send(answer)
        client.seen = client.seen[-_TAIL:]
        if not client.steps:
            self._sockets[fd] = self._joining.pop(fd).sock

    def _receive(self, fd: int) -> bytes:
        sock = self._sockets[fd] if fd in self._sockets else self._joining[fd].sock
        data = sock.recv(_CHUNK)
        if not data:
            raise ConnectionResetError
        if self.pump.record[fd] >= 0:
            os.write(self.pump.record[fd], data)
        return data

    def _refused(self, fd: int) -> None:
        self.errors += 1
        self.pump.record[fd] = -1
        sock = self._sockets.pop(fd) if fd in self._sockets else self._joining.pop(fd).sock
        sock.close()
