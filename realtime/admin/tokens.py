"""Tokens, for administrators: making, listing and taking back, and the log of it."""

from __future__ import annotations

import json
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.access_tokens import digest, new_token
from realtime import contract as shared
from realtime.admin import contract
from realtime.admin.holders import ADMINS, holder, writer
from realtime.admin.moderation import NEVER_CACHED, as_text
from realtime.api.bodies import Misfit, TokenBody, integer, read
from realtime.errors import NotFound
from realtime.service import service_of

MAX_LOG_ROWS = 1_000


async def tokens(request: Request) -> Response:
    """`GET /api/admin/tokens`: all tokens; what they are is kept nowhere."""
    await holder(request, ADMINS)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.tokens(connection))


async def issue(request: Request) -> Response:
    """`POST /api/admin/tokens`: a new token, which this answer alone shows."""
    by, asked = await writer(request, ADMINS), await read(request, TokenBody)
    made, seconds = new_token(), int(asked.days * 86_400)
    async with service_of(request).database.connection() as connection:
        answer = json.loads(
            await contract.write_token(connection, digest(made), asked.name, asked.scope, asked.about, seconds, by.name)
        )
    if "refused" in answer:
        raise Misfit("body", f"{answer['refused']}.")
    return JSONResponse({"token": made, **answer}, 201, NEVER_CACHED)


async def revoke(request: Request) -> Response:
    """`DELETE /api/admin/tokens/{id}`: take a token back, with all sessions begun with it."""
    by = await writer(request, ADMINS)
    try:
        token = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound("id", "A token's id is a UUID.") from None
    async with service_of(request).database.connection() as connection:
        answer = json.loads(await shared.token_revoke(connection, token, by.name))
    if "missing" in answer:
        raise NotFound("id", "There is no such token.")
    return Response(status_code=204, headers=NEVER_CACHED)


async def log(request: Request) -> Response:
    """`GET /api/admin/log`: what was done lately to tokens and sources."""
    await holder(request, ADMINS)
    limit = integer(request.query_params, "limit", 100, MAX_LOG_ROWS)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.log(connection, limit))
