"""Tokens that can be taken back: how one is made, and what the database keeps of it.

A token is 32 random bytes, so nobody guesses one, and a plain digest of it is as good as a slow one: there is no
dictionary to try. The token itself is shown once and kept nowhere.
"""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "jatre_"
"""So that a token is found by those who look for leaked ones, and told from a signed one (JWT)."""

SCOPES = ("admin", "moderator", "source", "place")
MAX_DAYS = 366


def new_token() -> str:
    """A token, 49 characters."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is kept of a token: SHA-256, 32 bytes."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
