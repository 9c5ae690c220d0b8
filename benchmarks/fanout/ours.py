"""The real service as `python -m realtime` runs it, with a port beside it: a line that comes there is published.

The feed follows the database all the while, but nothing is written to it and it is not polled, or it would find the hub
ahead of the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from starlette.applications import Starlette

from realtime.__main__ import main
from realtime.app import app
from realtime.feed.change import FeedChange
from realtime.feed.cursor import Cursor
from realtime.service import Service

ENTITY = "event:00000000-0000-4000-8000-000000000000"
ROOMS = frozenset({"events:all"})


class Control(asyncio.Protocol):
    """What came together is published together, as the feed does with what it reads."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        head, epoch = self._service.ring.head, self._service.ring.epoch
        self._service.hub.publish([_change(line, Cursor(epoch, head + 1 + n)) for n, line in enumerate(lines)])


def _change(line: bytes, cursor: Cursor) -> FeedChange:
    text = line.decode()
    payload = text[text.index('"data":') + 7 : -1]
    return FeedChange(
        cursor=cursor, kind="event:updated", entity=ENTITY, version=1, rooms=ROOMS, payload=payload,
        changed_at=datetime.now(UTC),
    )  # fmt: skip


def _controlled(port: int) -> None:
    """Let the application listen on that port, too, while it lives."""
    inner = app.router.lifespan_context

    @contextlib.asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[object]:
        async with inner(application) as state:
            server = await asyncio.get_running_loop().create_server(
                lambda: Control(application.state.service), "127.0.0.1", port
            )
            async with server:
                yield state

    app.router.lifespan_context = lifespan  # type: ignore[assignment]


if __name__ == "__main__":
    _controlled(int(os.environ["FANOUT_CONTROL"]))
    main()
