"""Tokens of the database: each request looks its own up, so that one that was taken back is refused at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from include.access_tokens import digest, new_token
from realtime import contract
from realtime.auth.tokens import SESSION, Use
from realtime.database import ServiceDatabase
from realtime.errors import Unauthorized

_REQUEST_NEW = "ask an administrator for a new one"


@dataclass(frozen=True)
class StoredToken:
    """A token that holds, or a session; `source` and `place` are those of these scopes.

    `expires_at` is in Unix seconds.
    """

    id: UUID
    name: str
    scope: str
    source: str
    expires_at: float
    place: str = ""


@dataclass(frozen=True)
class BegunSession:
    """A session: its id, what its cookie holds, and its end in Unix seconds."""

    id: UUID
    secret: str
    expires_at: float


async def find(database: ServiceDatabase, use: Use, token: str) -> StoredToken:
    """The token or session, as the `use` is. Raises: Unauthorized, with what to do; DatabaseAway, Busy."""
    async with database.connection() as connection:
        text = await contract.token_find(connection, digest(token))
    found = json.loads(text) if text else None
    # neither passes for the other: a session's secret is for one browser
    if found is None or found["session"] != (use == SESSION):
        raise Unauthorized(f"The token is not one of ours; {_REQUEST_NEW}.")
    if found["state"] != "valid":
        what = "was taken back" if found["state"] == "revoked" else "has ended"
        raise Unauthorized(f"The token {what}; {_REQUEST_NEW}.")
    return StoredToken(
        UUID(found["id"]),
        found["name"],
        found["scope"],
        found["source"] or "",
        found["expiresAt"],
        found["place"] or "",
    )


async def begin_session(database: ServiceDatabase, token: UUID, seconds: int) -> BegunSession:
    """A session with a token. Raises: Unauthorized where the token holds no longer; DatabaseAway, Busy."""
    secret = new_token()
    async with database.connection() as connection:
        text = await contract.session_begin(connection, token, digest(secret), seconds)
    if text is None:
        raise Unauthorized(f"The token holds no longer; {_REQUEST_NEW}.")
    begun = json.loads(text)
    return BegunSession(UUID(begun["id"]), secret, begun["expiresAt"])
