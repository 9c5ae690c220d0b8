"""The service's answers without a database or a socket, and tokens as others might make them."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

import httpx
import jwt

from realtime.app import create_app
from realtime.service import build
from realtime.settings import ServiceSettings

OLD, NEW = "2025-11", "2025-12"
SECRETS = {NEW: "n" * 64, OLD: "o" * 64}


def browser(scheme: str = "https", **settings: Any) -> httpx.AsyncClient:
    """A client of the service, which keeps cookies; nothing it asks for here needs the database."""
    given = {"service_url": "postgresql://nobody@127.0.0.1:1/none", "live_token_secrets": SECRETS} | settings
    app = create_app(ServiceSettings(**given))
    app.state.service = build(ServiceSettings(**given))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"{scheme}://jatre.example")


def token(key: str = NEW, secret: str | None = None, algorithm: str = "HS256", **claims: Any) -> str:
    """A token that holds, but for what is given otherwise; a claim that is None is left out."""
    now = int(time.time())
    usual = {"iss": "jatre", "aud": "jatre-live", "sub": "ops", "rooms": ["moderation"], "jti": uuid4().hex}
    named = usual | {"iat": now, "exp": now + 3600} | claims
    signing = None if algorithm == "none" else secret or SECRETS[key]
    kept = {name: value for name, value in named.items() if value is not None}
    return jwt.encode(kept, signing, algorithm, headers={"kid": key})


def bearing(given: str) -> dict[str, str]:
    return {"authorization": f"Bearer {given}"}
