"""What goes over the wire: how a client of each protocol joins, and how to read back what it was sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

MARK = b"^#="
"""Stands once in every message and in no framing, so that counting it counts messages, however they are framed."""

_NUMBER = re.compile(re.escape(MARK) + rb"(\d{8})")
_UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
_TEXT, _HEAD_END = 1, b"\r\n\r\n"

Step = tuple[bytes, bytes]
"""What the server has to send, and what the client answers."""


def message(number: int, at: int, size: int) -> bytes:
    """An event of about `size` bytes as the service sends it; `at` is when it was sent."""
    head = (
        f'{{"type":"event","kind":"event:updated","entity":"event:00000000-0000-4000-8000-000000000000","version":1,'
        f'"cursor":"7c373489c0.{number % 10}","data":{{"n":"{MARK.decode()}{number:08}","at":{at},"x":"'
    )
    return f'{head}{"x" * (size - len(head) - 3)}"}}}}'.encode()


def frame(payload: bytes) -> bytes:
    """A client's text frame of up to 125 bytes, under the mask that changes nothing."""
    return bytes([0x80 | _TEXT, 0x80 | len(payload), 0, 0, 0, 0]) + payload


def frames(data: bytes) -> Iterator[bytes]:
    """The payloads of a server's frames, as far as they are whole."""
    at = 0
    while at + 2 <= len(data):
        size, at = data[at + 1], at + 2
        if size > 125:
            wide = 2 if size == 126 else 8
            size, at = int.from_bytes(data[at : at + wide], "big"), at + wide
        if at + size > len(data):
            return
        yield data[at : at + size]
        at += size


def unchunked(data: bytes) -> bytes:
    """The body that came in chunks, as far as they are whole."""
    body, at = b"", 0
    while (end := data.find(b"\r\n", at)) >= 0:
        size = int(data[at:end], 16)
        if end + 2 + size > len(data):
            break
        body += data[end + 2 : end + 2 + size]
        at = end + 4 + size
    return body


def numbers(protocol: Protocol, raw: bytes) -> list[int]:
    """The numbers of the messages in all that a client received, in their order."""
    return [int(found) for text in protocol.texts(raw.partition(_HEAD_END)[2]) for found in _NUMBER.findall(text)]


def _nats(data: bytes) -> Iterator[bytes]:
    stream = b"".join(frames(data))
    for found in re.finditer(rb"MSG live 1 (\d+)\r\n", stream):
        yield stream[found.end() : found.end() + int(found[1])]


def _events(data: bytes) -> Iterator[bytes]:
    for event in unchunked(data).split(b"\n\n")[:-1]:
        yield from (line for line in event.split(b"\n") if line.startswith(b"data: "))


@dataclass(frozen=True)
class Protocol:
    """How a client joins, and what it receives then."""

    path: str
    steps: tuple[Step, ...]
    texts: Callable[[bytes], Iterator[bytes]]
    websocket: bool = True

    def request(self, headers: Mapping[str, str]) -> bytes:
        """The client's first bytes."""
        extra = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        upgrade = _UPGRADE if self.websocket else "Accept: text/event-stream\r\n"
        return f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{upgrade}{extra}\r\n".encode()


_OPEN: tuple[Step, ...] = ((b" 101 ", b""), (_HEAD_END, b""))
_STREAM: tuple[Step, ...] = ((b" 200 ", b""), (_HEAD_END, b""))
_ROOMS = frame(b'{"type":"subscribe","rooms":["events:all"]}')

PROTOCOLS = {
    "ws": Protocol("/", _OPEN, frames),
    "jatre-ws": Protocol("/ws", (*_OPEN, (b'"hello"', _ROOMS), (b'"subscribed"', b"")), frames),
    "jatre-sse": Protocol("/api/events/live", (*_STREAM, (b"event: subscribed", b""), (b"\n\n", b"")), _events, False),
    "nats": Protocol("/", (*_OPEN, (b"INFO", frame(b"CONNECT {}\r\nSUB live 1\r\nPING\r\n")), (b"PONG", b"")), _nats),
    "socketio": Protocol(
        "/socket.io/?EIO=4&transport=websocket", (*_OPEN, (b"0{", frame(b"40")), (b"40{", b"")), frames
    ),
    "pg-sse": Protocol("/", (*_STREAM, (b"id: ", b""), (b"\n\n", b"")), _events, False),
}
