"""What a client would rather have, as `Accept-Encoding` and `Accept-Language` write it (RFC 9110, 12.4.2)."""

from __future__ import annotations

import math

MAX_CHARS = 1_000
"""Of a header that is read; what stands behind is not."""


def weights(header: str) -> dict[str, float]:
    """Each name of a header in small letters, with its weight: 1 where none is given, 0 where it cannot be read.

    A weight of 0 names what a client refuses.
    """
    found: dict[str, float] = {}
    for one in header[:MAX_CHARS].lower().split(","):
        name, *parameters = (part.strip() for part in one.split(";"))
        if name:
            found[name] = _weight(parameters)
    return found


def _weight(parameters: list[str]) -> float:
    for one in parameters:
        name, _, value = one.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if math.isfinite(weight) and weight > 0 else 0.0
    return 1.0
