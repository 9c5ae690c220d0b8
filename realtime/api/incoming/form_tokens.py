"""Signed tokens of a form: that a network asked for it here, a while ago and not too long, and which sending it is.

The key is the salt of the day, which all replicas read of the database and nobody else; so a token ends with its day.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from realtime.errors import BadParameter

MIN_SECONDS = 3
"""Within which nobody fills in a form."""
MAX_SECONDS = 2 * 3600
_PURPOSE = b"jatre form token\n"


class TokenRefused(BadParameter):
    """A token is wrong, too young or too old."""

    status = 409

    def __init__(self, message: str) -> None:
        super().__init__("token", message)


def issue(salt: bytes, now: float, network: str) -> str:
    """A new token for clients of `network`, at `now` in Unix seconds."""
    text = f"{int(now)}.{secrets.token_urlsafe(12)}"
    return f"{text}.{_signature(salt, text, network)}"


def check(token: str, salt: bytes, now: float, network: str) -> str:
    """The name of this sending, which a token gives once. Raises: TokenRefused, with what to do."""
    text, _, signature = token[:200].rpartition(".")
    began, _, name = text.partition(".")
    # what is not ASCII is none of ours, and half a surrogate pair could not be encoded
    if not name or not token.isascii() or not hmac.compare_digest(signature, _signature(salt, text, network)):
        raise TokenRefused("The form has expired. Look it over and send it again.")
    age = now - int(began)
    if age < MIN_SECONDS:
        raise TokenRefused("That was very quick. Wait a few seconds and send it again.")
    if age > MAX_SECONDS:
        raise TokenRefused("The form has expired. Look it over and send it again.")
    return f"{began}-{name}"


def _signature(salt: bytes, text: str, network: str) -> str:
    return hmac.new(salt, _PURPOSE + f"{network}\n{text}".encode(), hashlib.sha256).hexdigest()
