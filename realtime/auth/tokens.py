"""Signed tokens: who may read what, until when. JSON Web Tokens by PyJWT, which also compares in constant time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import uuid4

import jwt
from pydantic import BaseModel, Field, SecretStr, ValidationError

from include.errors import ConfigurationError
from realtime.errors import Unauthorized

Secrets = Mapping[str, SecretStr]
"""Key id -> secret: the first one signs, all of them verify."""

Use = Literal["jatre-live", "jatre-session"]
PROGRAM: Use = "jatre-live"
SESSION: Use = "jatre-session"

MAX_TOKEN_SECONDS = 30 * 24 * 3600
"""The longest life of a token: only its end, or the removal of its key, makes it invalid."""

_ISSUER = "jatre"
_ALGORITHM = "HS256"
_REQUEST_NEW = "ask for a new one (python -m realtime.token)"


class Claims(BaseModel, strict=True):
    """The claims of a token; others are ignored."""

    sub: Annotated[str, Field(min_length=1, max_length=100)]
    rooms: list[str]
    iat: int
    exp: int
    jti: str


@dataclass(frozen=True)
class Grant:
    """Whom a token is for, its private rooms, and its end in Unix seconds."""

    name: str
    rooms: frozenset[str]
    expires_at: float


def sign(secrets: Secrets, use: Use, name: str, rooms: Iterable[str], until: float) -> str:
    """A token that ends at `until`, in Unix seconds. Raises ConfigurationError without a secret."""
    if not secrets:
        raise ConfigurationError("There is no secret to sign with.")
    key, secret = next(iter(secrets.items()))
    claims = Claims(sub=name, rooms=sorted(rooms), iat=int(time.time()), exp=int(until), jti=uuid4().hex)
    more = {"iss": _ISSUER, "aud": use}
    return jwt.encode(claims.model_dump() | more, secret.get_secret_value(), _ALGORITHM, headers={"kid": key})


def verify(secrets: Secrets, use: Use, token: str) -> Grant:
    """What a token grants. Raises Unauthorized, with what to do, if it was not signed here or has expired."""
    if not secrets:
        raise Unauthorized("No tokens are taken here: JATRE_LIVE_TOKEN_SECRETS is not set.")
    try:
        claims = Claims.model_validate(_read(secrets, use, token))
    except jwt.ExpiredSignatureError:
        raise Unauthorized(f"The token has ended; {_REQUEST_NEW}.") from None
    except jwt.InvalidAudienceError:
        raise Unauthorized(f"The token is for another use than {use!r}; {_REQUEST_NEW}.") from None
    except (jwt.InvalidTokenError, ValidationError):
        raise Unauthorized(f"The token is not one of ours, or its key is no longer in use; {_REQUEST_NEW}.") from None
    if claims.exp - claims.iat > MAX_TOKEN_SECONDS:
        raise Unauthorized(f"The token lives for more than {MAX_TOKEN_SECONDS // 86_400} days; {_REQUEST_NEW}.")
    return Grant(claims.sub, frozenset(claims.rooms), float(claims.exp))


def _read(secrets: Secrets, use: Use, token: str) -> dict[str, object]:
    secret = secrets.get(jwt.get_unverified_header(token).get("kid", ""))
    if secret is None:
        raise jwt.InvalidSignatureError
    return jwt.decode(
        token,
        secret.get_secret_value(),
        algorithms=[_ALGORITHM],
        audience=use,
        issuer=_ISSUER,
        # a token is valid at once: the clock of the machine that signed it may be a little ahead
        options={"require": ["exp", "iat", "iss", "aud", "sub", "jti"], "strict_aud": True, "verify_iat": False},
    )
