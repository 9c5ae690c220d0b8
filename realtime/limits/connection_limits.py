"""How many live connections one address may hold, so that one address cannot use them all."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator

from realtime.errors import Full, TooMany
from realtime.limits.visits import elsewhere as _elsewhere
from realtime.limits.visits import network_of


class ConnectionLimits:
    """Live connections by address (IPv6: by /64); an address without connections is not stored."""

    def __init__(self, max_per_address: int, max_total: int = 0) -> None:
        self._max_per_address = max_per_address
        self._max_total = max_total
        self.held: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count one more, or return False when the address holds as many as it may. `leave` must undo it.

        Raises Full when all addresses together hold as many as they may.
        """
        if self._max_total and self.held.total() >= self._max_total:
            raise Full
        network = network_of(address)
        if self._max_per_address and _elsewhere(address) and self.held[network] >= self._max_per_address:
            return False
        self.held[network] += 1
        return True

    @contextlib.contextmanager
    def held_by(self, address: str) -> Iterator[None]:
        """A live connection for as long as this is entered; raises TooMany, Full."""
        if not self.enter(address):
            raise TooMany
        try:
            yield
        finally:
            self.leave(address)

    def leave(self, address: str) -> None:
        """Count one less."""
        network = network_of(address)
        self.held[network] -= 1
        if self.held[network] <= 0:
            del self.held[network]
