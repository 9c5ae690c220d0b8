"""Consoles that are open: who looks at which event, and what others decide, as it happens. `/api/admin/live`."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from realtime.admin.holders import MODERATORS, holder, writer
from realtime.api.bodies import PresenceBody, read
from realtime.auth.access import Reader
from realtime.control.presence import Presence
from realtime.errors import TooMany
from realtime.service import service_of

MAX_CONSOLES = 200
_SILENCE_SECONDS = 15.0


async def live(request: Request) -> Response:
    """`GET /api/admin/live`: server-sent events `decided` and `present`, until the token ends or one side leaves."""
    reader, service = await holder(request, MODERATORS), service_of(request)
    if len(service.presence.consoles) >= MAX_CONSOLES:
        raise TooMany
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(
        _events(request, reader, service.presence), media_type="text/event-stream", headers=headers
    )


async def see(request: Request) -> Response:
    """`POST /api/admin/presence`: that one looks at an event, or at none."""
    by, asked = await writer(request, MODERATORS), await read(request, PresenceBody)
    event = str(asked.event) if asked.event else None
    await service_of(request).control.publish("present", by=by.name, event=event)
    return Response(status_code=204)


async def _events(request: Request, reader: Reader, presence: Presence) -> AsyncIterator[str]:
    with presence.console(reader.token) as console:
        yield _frame("present", {"present": presence.present()})
        while not console.ended and not service_of(request).hub.draining and not reader.expired(time.time()):
            with suppress(TimeoutError):
                async with asyncio.timeout(_SILENCE_SECONDS):
                    await console.news.wait()
            console.news.clear()
            messages, console.messages = console.messages, []
            for name, message in messages:
                yield _frame(name, message)
            if not messages:
                yield ": alive\n\n"


def _frame(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"
