"""Servers of this machine that must receive nothing, and one that may: every connection is kept, and every byte."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

FORBIDDEN = ("127.0.0.1", "127.0.0.3", "::1")
ALLOWED = "127.0.0.2"
"""Where the site is that a source names; its port is open on the forbidden addresses too."""

ATTEMPTS = 20


@dataclass
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Neighbourhood:
    """One port on several addresses. `received` is what came to the forbidden ones; `visits` are the paths asked
    of the site, `heads` the requests."""

    port: int
    received: list[str] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    answer: Callable[[str], Answer] = lambda _path: Answer()

    @property
    def site(self) -> str:
        return f"http://{ALLOWED}:{self.port}"

    def serve(self, connection: socket.socket, address: str) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            if address != ALLOWED:
                self.received.append(f"a connection to {address}")
            head = b""
            while b"\r\n\r\n" not in head and (part := connection.recv(65_536)):
                head += part
            if address != ALLOWED:
                self.received.append(f"{address} was sent {head[:200]!r}")
            path = head.split(b" ")[1].decode() if head.count(b" ") > 1 else ""
            if address == ALLOWED:
                self.visits.append(path)
                self.heads.append(head.decode("latin-1"))
            answer = self.answer(path) if address == ALLOWED else Answer(body=b"the secret")
            headers = {"Content-Length": str(len(answer.body)), "Connection": "close"} | answer.headers
            lines = [
                f"HTTP/1.1 {answer.status} Answer",
                *(f"{name}: {value}" for name, value in headers.items()),
                "",
                "",
            ]
            connection.sendall("\r\n".join(lines).encode() + answer.body)


@contextmanager
def neighbourhood() -> Iterator[Neighbourhood]:
    """Listen on one free port of every address while the block runs."""
    listening = _listening()
    here = Neighbourhood(listening[-1].getsockname()[1])
    for listener, address in zip(listening, (*FORBIDDEN, ALLOWED), strict=True):
        threading.Thread(target=_accept, args=(listener, address, here), daemon=True).start()
    yield here
    for listener in listening:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _listening() -> list[socket.socket]:
    """A server on one port of every address. A port that is free on one may be that of a connection on another."""
    for attempt in range(ATTEMPTS):
        with ExitStack() as opened:
            chosen = opened.enter_context(socket.create_server((ALLOWED, 0)))
            try:
                others = [opened.enter_context(_server(one, chosen.getsockname()[1])) for one in FORBIDDEN]
            except OSError:
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                opened.pop_all()
                return [*others, chosen]
    raise AssertionError


def _server(address: str, port: int) -> socket.socket:
    return socket.create_server((address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET)


def _accept(listener: socket.socket, address: str, here: Neighbourhood) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=here.serve, args=(connection, address), daemon=True).start()
