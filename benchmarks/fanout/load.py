"""The load generator, a process of its own: `python -m benchmarks.fanout.load <pump.so>`, which talks in JSON lines.

Closed loop: a window of messages is under way, and the next is published when all clients have the oldest. Open loop:
messages go out by the clock, whether or not the last has come.
"""

from __future__ import annotations

import gc
import json
import resource
import socket
import sys
import time
from typing import Any

from benchmarks.fanout.crowd import Crowd
from benchmarks.fanout.pump import Lost
from benchmarks.fanout.wire import PROTOCOLS, message, numbers

WIRE_BYTES = 204
"""Of one message with its framing: 200 bytes of JSON in a WebSocket frame."""
_GATHER_MICROSECONDS = 200
_PATIENCE = 30.0


class Publisher:
    """The control channel: one line is one message. nats-server is its own, and is spoken to in its words."""

    def __init__(self, port: int, nats: bool) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._nats = nats
        self.size = WIRE_BYTES - 4
        self.sent: list[int] = []
        if nats:
            self._socket.sendall(b'CONNECT {"verbose":false}\r\n')

    def publish(self, count: int) -> None:
        """Send the next messages; `sent` keeps when each left."""
        data = b""
        for _ in range(count):
            self.sent.append(time.monotonic_ns())
            line = message(len(self.sent), self.sent[-1], self.size)
            data += b"PUB live %d\r\n%b\r\n" % (len(line), line) if self._nats else line + b"\n"
        self._socket.sendall(data)

    def replies(self) -> list[int]:
        """What the channel answered, a number for each message: when it was committed."""
        data = b""
        while data.count(b"\n") < len(self.sent):
            if not (piece := self._socket.recv(65536)):
                raise Lost("the control channel is closed")
            data += piece
        return [int(line) for line in data.split()]


class Load:
    """One crowd and its publisher, through the slices of a measurement."""

    def __init__(self, library: str) -> None:
        self._library = library
        self._crowd: Crowd
        self._publisher: Publisher

    def join(self, job: dict[str, Any]) -> dict[str, object]:
        """Let the clients in; with a control port, send one message first and let the rest be as long on the wire."""
        protocol, receive_bytes = PROTOCOLS[job["protocol"]], job.get("receive_bytes", 0)
        self._crowd = Crowd(self._library, job["port"], protocol, job["headers"], receive_bytes)
        steps = [(step.encode(), b"") for step in job.get("steps", [])]
        seconds = self._crowd.join(job["clients"], tuple(steps) or None)
        if "control" in job:
            self._publisher = Publisher(job["control"], job["protocol"] == "nats")
            time.sleep(0.3)  # a server may answer a client before it counts it in
            self._publisher.publish(1)
            self._drain()
            if not job.get("replies"):
                self._publisher.size += WIRE_BYTES - min(self._crowd.sizes())
        crowd = self._crowd
        return {"joined": crowd.clients, "errors": crowd.errors, "seconds": seconds, "ports": crowd.ports()}

    def publish(self, job: dict[str, Any]) -> dict[str, object]:
        """Publish without having clients of one's own."""
        if not hasattr(self, "_publisher"):
            self._publisher = Publisher(job["control"], nats=False)
        self._publisher.publish(job["count"])
        time.sleep(0.05)
        return {}

    def closed(self, job: dict[str, Any]) -> dict[str, object]:
        """Messages delivered per second; the generator's own share of a core, so that it can be seen to have room."""
        self._publisher.publish(job["window"])
        self._spin(job["window"], job["warm"])
        began, used = time.monotonic(), _cpu()
        delivered = self._spin(job["window"], job["seconds"])
        took = time.monotonic() - began
        cpu = (_cpu() - used) / took
        self._drain()
        return {"per_second": delivered / took, "load_cpu": cpu, "messages": len(self._publisher.sent)}

    def open(self, job: dict[str, Any]) -> dict[str, object]:
        """Milliseconds from sending (with replies: from the commit) to a client, p50 and p99 over all deliveries."""
        first = len(self._publisher.sent)
        self._crowd.pump.note_arrivals()
        due = time.monotonic()
        for _ in range(round(job["rate"] * job["seconds"])):
            while (left := due - time.monotonic()) > 0:
                self._crowd.pump(left)
            self._publisher.publish(1)
            due += 1 / job["rate"]
        self._drain()
        sent = self._publisher.replies() if job.get("replies") else self._publisher.sent
        took = sorted(at - sent[index] for index, at in self._crowd.pump.arrivals() if index >= first)
        return {"p50_ms": _quantile(took, 0.5), "p99_ms": _quantile(took, 0.99), "deliveries": len(took)}

    def check(self, _: dict[str, Any]) -> dict[str, object]:
        """Whether everybody got each message once, by count; a few also by reading all that they got."""
        total = len(self._publisher.sent)
        wrong = sum(count != total for count in self._crowd.counts())
        expected = list(range(1, total + 1))
        misread = sum(numbers(self._crowd.protocol, raw) != expected for raw in self._crowd.recorded())
        return {"wrong": wrong, "misread": misread, "messages": total}

    def counted(self, job: dict[str, Any]) -> dict[str, object]:
        """How often some text came to each of the clients that are recorded."""
        return {"counts": [raw.count(job["text"].encode()) for raw in self._crowd.recorded()]}

    def _spin(self, window: int, seconds: float) -> int:
        """Keep the window full for a while; how many messages were delivered."""
        delivered, sent = 0, self._publisher.sent
        oldest = min(self._crowd.counts())
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            delivered += self._crowd.pump(0.1, _GATHER_MICROSECONDS)
            while not self._crowd.with_exactly(oldest):
                oldest += 1
            if (free := window - (len(sent) - oldest)) > 0:
                self._publisher.publish(free)
        return delivered

    def _drain(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while (behind := self._crowd.clients - self._crowd.with_exactly(len(self._publisher.sent))) > 0:
            self._crowd.pump(0.1)
            if time.monotonic() > deadline:
                raise Lost(f"{behind} clients never had all messages")


def _quantile(ordered: list[int], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1e6


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Do what the lines order, one after the other; the end of them is the end."""
    gc.disable()
    load = Load(sys.argv[1])
    for line in sys.stdin:
        job = json.loads(line)
        print(json.dumps(getattr(load, job["do"])(job)), flush=True)


if __name__ == "__main__":
    main()
