"""The key by which push services know us (VAPID, RFC 8292)."""

from __future__ import annotations

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from include.errors import ConfigurationError
from include.settings import settings

_KEY_BYTES = 32


def private_key() -> str:
    """The private key in URL-safe base64; empty where web push is off."""
    return settings().vapid_key.get_secret_value().strip().rstrip("=")


def public_key() -> str:
    """What a browser subscribes with: the uncompressed point in URL-safe base64; empty where web push is off.

    Raises: ConfigurationError where the setting holds no key.
    """
    text = private_key()
    if not text:
        return ""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if len(raw) != _KEY_BYTES:
            raise ValueError
        key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    except (binascii.Error, ValueError):
        raise ConfigurationError("JATRE_VAPID_KEY is no key: 32 bytes in URL-safe base64 are wanted") from None
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
