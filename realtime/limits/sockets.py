"""Every open connection of the process, and what the service waits for: the first bytes, the rest of a request, or that
the client reads the answer.

A connection that the service waits for too long is closed. When there is no room for a new connection, those that the
service has waited for longest are closed: clients that send whole requests and read the answers are not refused.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from realtime.limits.visits import elsewhere, network_of
from realtime.settings import ServiceSettings

Expire = Callable[[], None]

_SWEEP_SECONDS = 0.5
_MAX_UNSENT_BYTES = 64 * 2**20
"""Bytes of finished answers that all clients together may leave unread."""


@dataclass(frozen=True)
class _Wait:
    until: float
    expire: Expire
    size: int


class WaitingTransports:
    """Transports that the service waits for, oldest first; `size` is the sum of their sizes in bytes."""

    def __init__(self) -> None:
        self.size = 0
        self._waits: OrderedDict[asyncio.Transport, _Wait] = OrderedDict()

    def __len__(self) -> int:
        return len(self._waits)

    def __contains__(self, transport: object) -> bool:
        return transport in self._waits

    def begin(self, transport: asyncio.Transport, seconds: float, expire: Expire, size: int = 0) -> None:
        """Wait for this transport for `seconds`, in place of an earlier wait."""
        self.end(transport)
        self._waits[transport] = _Wait(time.monotonic() + seconds, expire, size)
        self.size += size

    def end(self, transport: asyncio.Transport) -> None:
        """Stop waiting for it."""
        wait = self._waits.pop(transport, None)
        self.size -= wait.size if wait else 0

    @property
    def first(self) -> asyncio.Transport:
        """The transport with the oldest wait; there must be one."""
        return next(iter(self._waits))

    def sweep(self, now: float) -> None:
        """Expire the waits whose time is over."""
        for transport, wait in [(one, wait) for one, wait in self._waits.items() if wait.until <= now]:
            self.end(transport)
            wait.expire()


class Sockets:
    """The open connections, by transport; `max_open` of them at once."""

    def __init__(self, max_open: int, settings: ServiceSettings) -> None:
        self.max_open = max_open
        self.settings = settings
        self.owing = WaitingTransports()
        self.unsent = WaitingTransports()
        self._open: dict[asyncio.Transport, str] = {}
        self._held: Counter[str] = Counter()
        self._sweeping: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, transport: asyncio.Transport, address: str, trusted: bool) -> bool:
        """Whether there is room for one more connection of an address; a `trusted` proxy may have many."""
        network = network_of(address)
        max_per_address = self.settings.max_sockets_per_address
        if max_per_address and not trusted and elsewhere(address) and self._held[network] >= max_per_address:
            return False
        while self.owing and (len(self._open) >= self.max_open or len(self.owing) > self.max_open // 2):
            self._give_up(self.owing.first)
        if len(self._open) >= self.max_open:
            return False
        self._open[transport] = network
        self._held[network] += 1
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)
        return True

    def leave(self, transport: asyncio.Transport) -> None:
        """Forget a closed connection."""
        self.owing.end(transport)
        self.unsent.end(transport)
        network = self._open.pop(transport, None)
        if network is not None:
            self._held[network] -= 1
            if self._held[network] <= 0:
                del self._held[network]

    def paused(self, transport: asyncio.Transport) -> None:
        """The client does not read its answer at present."""

        def expire() -> None:
            if transport.get_write_buffer_size():
                transport.abort()

        self.unsent.begin(transport, self.settings.write_seconds, expire, transport.get_write_buffer_size())
        while self.unsent.size > _MAX_UNSENT_BYTES:
            self._give_up(self.unsent.first)

    def _give_up(self, transport: asyncio.Transport) -> None:
        self.leave(transport)
        transport.abort()

    def _sweep(self) -> None:
        now = time.monotonic()
        self.owing.sweep(now)
        self.unsent.sweep(now)
        self._sweeping = None
        if self._open:
            self._sweeping = asyncio.get_running_loop().call_later(_SWEEP_SECONDS, self._sweep)
