"""The sources' board: how each stands, adding one, pausing, resuming, reading now, and removals that are held."""

from __future__ import annotations

import json
import re

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from include.listing import SOURCE_SLUG
from realtime.admin import contract
from realtime.admin.holders import ADMINS, MODERATORS, OPERATORS, holder, refuse_other_source, writer
from realtime.admin.moderation import NEVER_CACHED, as_text
from realtime.api.bodies import Body, Misfit, PreviewBody, RemovalsBody, SourceBody, TriggerBody, read
from realtime.auth.access import Reader
from realtime.errors import BadParameter, Busy, NotFound
from realtime.service import service_of


class RemovalsChanged(BadParameter):
    """Not as many removals are held as the person saw."""

    status = 409


async def board(request: Request) -> Response:
    """`GET /api/admin/sources`: every source, those that need a person first; a source's token sees its own."""
    reader = await holder(request, OPERATORS)
    async with service_of(request).database.connection() as connection:
        return as_text(await contract.sources(connection, reader.source or None))


async def preview(request: Request) -> Response:
    """`POST /api/admin/sources/preview`: what an address would bring. The pipeline fetches it, under its own guard."""
    by, asked = await writer(request, MODERATORS), await read(request, PreviewBody)
    address = asked.address.strip()
    if not re.match(r"https?://[^/\s]", address, re.IGNORECASE):
        raise Misfit("address", "Send an address that begins with https:// or http://.")
    async with service_of(request).database.connection() as connection:
        wanted = await contract.preview(connection, address, by.name)
    if wanted is None:
        raise Busy("Too many requests wait for the pipeline.")
    return JSONResponse({"request": wanted}, 202, NEVER_CACHED)


async def add(request: Request) -> Response:
    """`POST /api/admin/sources`: make a source of what a preview found, and read it."""
    by, asked = await writer(request, ADMINS), await read(request, SourceBody)
    async with service_of(request).database.connection() as connection:
        wanted = await contract.add_source(connection, asked.preview, asked.name.strip(), asked.official, by.name)
    if wanted is None:
        raise Misfit("preview", "That preview has found nothing that could be added, or too many requests wait.")
    return JSONResponse({"request": wanted}, 202, NEVER_CACHED)


async def pause(request: Request) -> Response:
    """`POST /api/admin/sources/{slug}/pause`: read it no more until somebody resumes it."""
    by, slug = await writer(request, MODERATORS), _slug(request.path_params["slug"])
    asked = await read(request, Body)
    async with service_of(request).database.connection() as connection:
        return _done(await contract.pause(connection, slug, by.name, asked.why))


async def resume(request: Request) -> Response:
    """`POST /api/admin/sources/{slug}/resume`: read it again; failures before now count no more."""
    by, slug = await writer(request, MODERATORS), _slug(request.path_params["slug"])
    await read(request, Body)
    async with service_of(request).database.connection() as connection:
        return _done(await contract.resume(connection, slug, by.name))


async def confirm_removals(request: Request) -> Response:
    """`POST /api/admin/sources/{slug}/gone`: what it no longer lists is gone. It is a decision, and can be undone."""
    by, slug = await writer(request, MODERATORS), _slug(request.path_params["slug"])
    asked = await read(request, RemovalsBody)
    async with service_of(request).database.connection() as connection:
        text = await contract.confirm_removals(connection, slug, asked.count, by.name, asked.why)
    if "held" in (answer := json.loads(text)):
        raise RemovalsChanged("count", f"{answer['held']} removals are held by now: look at them again.")
    return _done(text)


async def fetch(request: Request) -> Response:
    """`POST /api/admin/sources/{slug}/fetch`: read it now. A DAG takes the request up; its state is at `requests`."""
    by, slug = await writer(request, OPERATORS), _slug(request.path_params["slug"])
    await read(request, Body)
    return await _asked(request, slug, by)


async def trigger(request: Request) -> Response:
    """`POST /api/admin/trigger-fetch`: the same, with the source in the body."""
    by, asked = await writer(request, OPERATORS), await read(request, TriggerBody)
    return await _asked(request, asked.source, by)


async def _asked(request: Request, slug: str, by: Reader) -> Response:
    refuse_other_source(by, slug)
    async with service_of(request).database.connection() as connection:
        if not json.loads(await contract.sources(connection, slug)):
            raise NotFound("source", "There is no such source here.")
        wanted = await contract.fetch(connection, slug, by.name)
    if wanted is None:
        raise Busy("Too many requests wait for the pipeline.")
    return JSONResponse({"request": wanted, "source": slug, "state": "waiting"}, headers=NEVER_CACHED)


def _slug(text: str) -> str:
    if not re.fullmatch(SOURCE_SLUG, text):
        raise NotFound("source", "There is no such source here.")
    return text


def _done(text: str) -> Response:
    answer = json.loads(text)
    if "missing" in answer:
        raise NotFound("source", "There is no such source here.")
    if "refused" in answer:
        raise Misfit("body", f"{answer['refused']}.")
    return as_text(text)
