"""Sessions of browsers, which cannot send a token with a live feed: `/api/session`.

A session is a token for another use, in a cookie that scripts cannot read; the service stores nothing. It ends at its
time, when the browser signs out, or when the key that signed it is removed.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from realtime.auth.access import Reader, bearer_of, cookie, reader_of, refuse_foreign
from realtime.auth.tokens import SESSION, sign
from realtime.service import service_of

MAX_SESSION_SECONDS = 12 * 3600
_NEVER_CACHED = {"cache-control": "no-store"}


async def who(request: Request) -> Response:
    """`GET /api/session`: who is signed in, and until when."""
    return JSONResponse(_as_json(reader_of(request)), headers=_NEVER_CACHED)


async def begin(request: Request) -> Response:
    """`POST /api/session`: a session for the bearer of a token."""
    refuse_foreign(request)
    reader = bearer_of(request.headers.get("authorization", ""), service_of(request).settings)
    session, value = session_of(request, reader)
    return JSONResponse(_as_json(session), headers=_NEVER_CACHED | {"set-cookie": value})


async def end(request: Request) -> Response:
    """`DELETE /api/session`: sign out, whether or not one was signed in."""
    refuse_foreign(request)
    return Response(status_code=204, headers=_NEVER_CACHED | {"set-cookie": cookie(request, "", 0)})


def session_of(request: Request, reader: Reader) -> tuple[Reader, str]:
    """A session for a reader, not longer than its token, and its cookie."""
    now = time.time()
    until = int(min(reader.expires_at or now, now + MAX_SESSION_SECONDS))
    value = sign(service_of(request).settings.live_token_secrets, SESSION, reader.name, reader.rooms, until)
    return Reader(reader.name, reader.rooms, until), cookie(request, value, int(until - now))


def _as_json(reader: Reader) -> dict[str, Any]:
    until = reader.expires_at
    return {
        "name": reader.name or None,
        "rooms": sorted(reader.rooms),
        "expiresAt": None if until is None else datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z"),
    }
