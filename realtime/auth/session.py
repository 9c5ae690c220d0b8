"""Sessions of browsers, which cannot send a token with a live feed: `/api/session`.

A session is a token for another use, in a cookie that scripts cannot read. One that was begun with a signed token is
signed, too, and ends at its time or with the key that signed it; one begun with a token of the database is kept
there, and ends when either is taken back.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime import contract
from realtime.auth import stored
from realtime.auth.access import Reader, bearer_of, cookie, reader_of, refuse_foreign
from realtime.auth.tokens import SESSION, sign
from realtime.errors import TooOften, Unauthorized
from realtime.service import service_of

MAX_SESSION_SECONDS = 12 * 3600
_NEVER_CACHED = {"cache-control": "no-store"}


async def who(request: Request) -> Response:
    """`GET /api/session`: who is signed in, and until when."""
    return JSONResponse(_as_json(await reader_of(request)), headers=_NEVER_CACHED)


async def begin(request: Request) -> Response:
    """`POST /api/session`: a session for the bearer of a token."""
    refuse_foreign(request)
    reader = await bearer_of(request.headers.get("authorization", ""), request)
    session, value = await session_of(request, reader)
    return JSONResponse(_as_json(session), headers=_NEVER_CACHED | {"set-cookie": value})


async def end(request: Request) -> Response:
    """`DELETE /api/session`: sign out, whether or not one was signed in."""
    return Response(status_code=204, headers=_NEVER_CACHED | {"set-cookie": await ended(request)})


async def session_of(request: Request, reader: Reader) -> tuple[Reader, str]:
    """A session for a reader, not longer than its token, and its cookie. Raises: Unauthorized, DatabaseAway, Busy."""
    now, service = time.time(), service_of(request)
    if reader.token is not None:
        begun = await stored.begin_session(service.database, reader.token, MAX_SESSION_SECONDS)
        session = replace(reader, token=begun.id, expires_at=begun.expires_at)
        return session, cookie(request, begun.secret, int(begun.expires_at - now))
    until = int(min(reader.expires_at or now, now + MAX_SESSION_SECONDS))
    value = sign(service.settings.live_token_secrets, SESSION, reader.name, reader.rooms, until)
    return Reader(reader.name, reader.rooms, until), cookie(request, value, int(until - now))


async def ended(request: Request) -> str:
    """End the session of a request, at all processes; the cookie that takes it from the browser. Raises: Forbidden."""
    refuse_foreign(request)
    with contextlib.suppress(Unauthorized, TooOften):
        session = await reader_of(request)
        if session.token is not None and "authorization" not in request.headers:
            async with service_of(request).database.connection() as connection:
                await contract.token_revoke(connection, session.token, session.name)
    return cookie(request, "", 0)


def _as_json(reader: Reader) -> dict[str, Any]:
    until = reader.expires_at
    return {
        "name": reader.name or None,
        "rooms": sorted(reader.rooms),
        "scope": reader.scope or None,
        "expiresAt": None if until is None else datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z"),
    }
