"""How many live connections one address may hold, so that a single one cannot take them all."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator

from realtime.errors import Full, TooMany
from realtime.limits.visits import elsewhere as _elsewhere
from realtime.limits.visits import network_of


class Caps:
    """Live connections by address, of IPv6 by the first half; nothing is kept of an address without any."""

    def __init__(self, most: int, most_in_all: int = 0) -> None:
        self._most = most
        self._most_in_all = most_in_all
        self.held: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count one more, unless the address holds as many as it may. Who has entered has to leave.

        Raises Full where all addresses together hold as many as they may.
        """
        if self._most_in_all and self.held.total() >= self._most_in_all:
            raise Full
        network = network_of(address)
        if self._most and _elsewhere(address) and self.held[network] >= self._most:
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
