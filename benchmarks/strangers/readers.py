"""Clients that behave: each asks for a list every ten seconds, and reads it, over a connection of its own."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

import psutil

REQUEST = b"GET /api/events/discovered?limit=5 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
EVERY_SECONDS = 10.0
PATIENCE_SECONDS = 30.0
SETTLE_SECONDS = 2.0


@dataclass
class Asked:
    """What came of it: seconds of each answer from when it was due, and how many had none."""

    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    megabytes: float = 0.0

    @property
    def answers(self) -> int:
        """How many answers came."""
        return len(self.seconds)

    @property
    def p50(self) -> float:
        """The median, in seconds."""
        return self._at(0.5)

    @property
    def p99(self) -> float:
        """Of a hundred answers the slowest but one, in seconds."""
        return self._at(0.99)

    def _at(self, share: float) -> float:
        return sorted(self.seconds)[int(share * (len(self.seconds) - 1))]


async def ask(port: int, clients: int, seconds: float, served_by: psutil.Process) -> Asked:
    """Let `clients` ask for `seconds`, at moments that are spread evenly whatever the answers take."""
    found = Asked()
    begin = time.monotonic() + SETTLE_SECONDS
    watching = asyncio.create_task(_watch(found, served_by))
    dues = [begin + EVERY_SECONDS * number / clients for number in range(clients)]
    await asyncio.gather(*(_client(port, number, due, begin + seconds, found) for number, due in enumerate(dues)))
    watching.cancel()
    return found


async def _client(port: int, number: int, due: float, end: float, found: Asked) -> None:
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                status = await _exchange(port, f"127.0.2.{1 + number}")
        except (OSError, TimeoutError, ValueError, IndexError):
            status = 0
        if status == 200:
            found.seconds.append(time.monotonic() - due)
        else:
            found.refused += 1
        due += EVERY_SECONDS


async def _exchange(port: int, address: str) -> int:
    """Ask over a connection of one's own and read the whole answer; its status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
    try:
        writer.write(REQUEST)
        return int((await reader.read()).split(b" ", 2)[1])
    finally:
        writer.close()


async def _watch(found: Asked, served_by: psutil.Process) -> None:
    while True:
        found.megabytes = max(found.megabytes, served_by.memory_info().rss / 2**20)
        await asyncio.sleep(0.2)
