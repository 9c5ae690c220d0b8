"""How long to wait before connecting again: with full jitter, lest those who lost one server come back together."""

from __future__ import annotations

import random

_MAX_WAIT_SECONDS = 30.0
_STEADY_SECONDS = 10.0


class Backoff:
    """Doubles the bound with each failure in a row; a connection that held for a while starts it over."""

    def __init__(self, first: float = 0.5) -> None:
        self.first = first
        self._failures = 0

    def lost(self, lived: float, asked: float | None) -> float:
        """Seconds to wait after a connection that lived so long; what the service `asked` for is the least."""
        self._failures = 0 if lived >= _STEADY_SECONDS else self._failures
        bound = min(_MAX_WAIT_SECONDS, self.first * 2**self._failures)
        self._failures = min(self._failures + 1, 16)
        if asked is None:
            return random.uniform(0, bound)  # noqa: S311
        return asked + random.uniform(0, asked / 4)  # noqa: S311
