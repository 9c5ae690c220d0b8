"""The live feed for clients without streams: `GET /api/changes`, asked again and again from the last cursor."""

from __future__ import annotations

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from realtime.auth.access import reader_of
from realtime.errors import BacklogLost, DatabaseAway
from realtime.fanout.batch import collect
from realtime.fanout.subscription import Subscription
from realtime.feed.change import RESET, FeedChange
from realtime.feed.cursor import Cursor
from realtime.feed.ring import Ring
from realtime.live.resume import resume
from realtime.live.subscribe import FILTER_PARAMETERS, read_filter, read_rooms, refuse_unknown
from realtime.live.ws_encoding import PLAIN
from realtime.service import Service, service_of

OWN_PARAMETERS = ("cursor", "rooms")
POLL_PARAMETERS = (*OWN_PARAMETERS, *FILTER_PARAMETERS)
MAX_POLLED_CHANGES = 500
"""Changes that one answer looks at, whether or not they are for this client."""
_MAX_BYTES = 2**20


async def changes(request: Request) -> Response:
    """The changes after a cursor, as a WebSocket would be sent them; without one, where the feed stands."""
    service, params, reader = service_of(request), request.query_params, await reader_of(request)
    refuse_unknown(params, OWN_PARAMETERS)
    rooms = read_rooms(service, params.getlist("rooms"), reader.rooms)
    subscription = Subscription(rooms, await read_filter(service, params))
    if not service.ring.ready:
        raise DatabaseAway("The feed is not ready yet.")
    start = await resume(service, params.get("cursor"))
    if start.reason:
        return _reset(start.reason, Cursor(service.ring.epoch, start.position))
    try:
        found = await _read(service, start.position, start.generation)
    except BacklogLost:
        return _reset("expired", service.ring.cursor)
    if service.ring.generation != start.generation:
        return _reset(service.ring.reason, service.ring.cursor)
    return _answer(service.ring, found, subscription, start.position)


async def _read(service: Service, position: int, generation: int) -> list[FeedChange]:
    """The next changes, of memory or of the database; raises BacklogLost when they are deleted, DatabaseAway, Busy."""
    ring, found = service.ring, list[FeedChange]()
    while position < ring.head and len(found) < MAX_POLLED_CHANGES and ring.generation == generation:
        if position >= ring.floor:
            page: Sequence[FeedChange] = ring.after(position, MAX_POLLED_CHANGES)
        else:
            page = await service.backlog.after(ring.epoch, position)
        found += page[: MAX_POLLED_CHANGES - len(found)]
        position = found[-1].seq
    return found


def _answer(ring: Ring, found: list[FeedChange], subscription: Subscription, position: int) -> Response:
    resets = [change for change in found if change.kind == RESET]
    if resets:  # whatever came before is void
        return _reset(json.loads(resets[-1].payload)["reason"], resets[-1].cursor)
    batch = collect(found, subscription.select, PLAIN, position, _MAX_BYTES)
    return _json(batch.frames, Cursor(ring.epoch, batch.position), batch.position < ring.head, None)


def _reset(reason: str, cursor: Cursor) -> Response:
    return _json((), cursor, has_more=False, reset=reason)


def _json(frames: Sequence[bytes], cursor: Cursor, has_more: bool, reset: str | None) -> Response:
    """The frames are JSON already, encoded once for all who are sent them."""
    rest = json.dumps({"cursor": str(cursor), "hasMore": has_more, "reset": reset}, separators=(",", ":"))
    body = b'{"changes":[%b],%b' % (b",".join(frames), rest[1:].encode())
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
