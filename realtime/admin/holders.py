"""Who may use `/api/admin`: the holder of a token of the database, or of a session begun with one, by its scope."""

from __future__ import annotations

from starlette.requests import HTTPConnection, Request

from realtime.auth.access import MODERATING, Reader, reader_of, refuse_foreign
from realtime.errors import Forbidden, Unauthorized

MODERATORS = MODERATING
ADMINS = ("admin",)
OPERATORS = (*MODERATING, "source")


async def holder(connection: HTTPConnection, scopes: tuple[str, ...]) -> Reader:
    """The reader, whose scope is one of these. Raises: Unauthorized, Forbidden, and as `reader_of`."""
    reader = await reader_of(connection)
    if not reader.name:
        raise Unauthorized("Sign in at /signin, or send 'Authorization: Bearer <token>' (make token).")
    if reader.scope not in scopes:
        raise Forbidden("Authorization", f"This is for tokens of the scope {' or '.join(scopes)}.")
    return reader


async def writer(request: Request, scopes: tuple[str, ...]) -> Reader:
    """The same for what changes something; no page of another site may ask for it. Raises: as `holder`."""
    refuse_foreign(request)
    return await holder(request, scopes)


def refuse_other_source(reader: Reader, slug: str) -> None:
    """Raise Forbidden for the token of another source; the other scopes are for all."""
    if reader.scope == "source" and reader.source != slug:
        raise Forbidden("source", "This token is for one source, and not for this one.")
