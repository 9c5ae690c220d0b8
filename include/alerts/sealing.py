"""Addresses of those who want to be told, sealed as they lie in the database.

Sealed with Fernet under the first of the keys in `JATRE_ALERT_KEYS`; the others still open what they have sealed, so
that a key can be replaced. An address is recognised again by a keyed digest, which tells nothing to whom the key is
missing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Literal

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from include.errors import ConfigurationError
from include.settings import settings

ChannelKind = Literal["email", "push", "webhook", "page"]
_WITHOUT_DOTS = frozenset(("gmail.com", "googlemail.com"))
"""One provider, to whom dots in a name mean nothing."""


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where somebody is told, and the word in their links.

    `address` is an e-mail address, a subscription to push as JSON, or `{"url", "secret"}` of a webhook as JSON.
    """

    address: str
    token: str


def keys() -> list[bytes]:
    """The keys of the settings, the one that seals first; none where alerts are off."""
    return [key.strip().encode() for key in settings().alert_keys.get_secret_value().split(",") if key.strip()]


def check_keys() -> None:
    """Raises ConfigurationError where the settings hold what is no key; none at all is fine, and alerts are off."""
    if keys():
        _box()


def seal(address: Address) -> bytes:
    """An address as it is stored. Raises ConfigurationError where no key is set."""
    return _box().encrypt(json.dumps([address.address, address.token]).encode())


def unseal(sealed: bytes) -> Address:
    """The address again. Raises ConfigurationError where no key opens it."""
    try:
        return Address(*json.loads(_box().decrypt(sealed)))
    except InvalidToken:
        raise ConfigurationError("an address was sealed with a key that JATRE_ALERT_KEYS does not have") from None


def resealed(sealed: bytes) -> bytes:
    """The same under the present key. Raises ConfigurationError where no key opens it."""
    return seal(unseal(sealed))


def digests(kind: ChannelKind, address: str) -> list[bytes]:
    """By what an address of a kind is recognised, 32 bytes for each key, the present one first.

    Raises: ConfigurationError where no key is set.
    """
    text = f"{kind}\0{address.strip().lower() if kind == 'email' else address}".encode()
    return [hmac.digest(key, text, "sha256") for key in _some_keys()]


def mailbox_digest(address: str) -> bytes:
    """By what an e-mail address is recognised however it is written, 32 bytes: `asha+jatre@...` reaches `asha@...`.

    Raises: ConfigurationError where no key is set.
    """
    name, _, domain = address.strip().lower().rpartition("@")
    name = name.partition("+")[0] or name
    if domain in _WITHOUT_DOTS:
        name, domain = name.replace(".", ""), "gmail.com"
    return hmac.digest(_some_keys()[0], f"mailbox\0{name}@{domain}".encode(), "sha256")


def new_token() -> str:
    """A word for somebody's links that nobody guesses, 43 characters."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> bytes:
    """What the database finds it by, 32 bytes."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _box() -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in _some_keys()])
    except ValueError:
        raise ConfigurationError(
            "JATRE_ALERT_KEYS holds a key that is none: make one with Fernet.generate_key"
        ) from None


def _some_keys() -> list[bytes]:
    found = keys()
    if not found:
        raise ConfigurationError("nobody can be told anything: JATRE_ALERT_KEYS is not set")
    return found
