"""Signatures of deliveries, of those that sites push to us and of those that we push: one form in both directions."""

from __future__ import annotations

import hashlib
import hmac


def signature(secret: str, timestamp: str, delivery: str, body: bytes) -> str:
    """What `Jatre-Signature` must hold: `sha256=` and the hex HMAC of `<timestamp>.<delivery>.<body>`.

    `timestamp` is in seconds since 1970.
    """
    signed = b".".join((timestamp.encode(), delivery.encode(), body))
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
