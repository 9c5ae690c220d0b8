"""Files that take long to render: one at a time and off the event loop; the last ones are kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Hashable
from typing import NamedTuple

from realtime.errors import Busy
from realtime.limits.byte_bound_cache import ByteBoundCache

_MAX_WAITING = 8
"""Each holds the answer of the database meanwhile, some megabytes."""
_WAIT_SECONDS = 10.0


class Rendering(NamedTuple):
    """A file's bytes; how many entries there are in all, and whether some of them were left out."""

    body: bytes
    total: int
    is_cut_off: bool

    @property
    def tag(self) -> str:
        """The entity tag of the content, a weak one: it may be sent compressed."""
        return f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'


class Renderings:
    """The files that were rendered lately, by what they were rendered from; bounded in bytes."""

    def __init__(self, max_bytes: int) -> None:
        self._kept: ByteBoundCache[Hashable, Rendering] = ByteBoundCache(max_bytes, lambda rendered: len(rendered.body))
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def get(self, key: Hashable, render: Callable[[], Rendering]) -> Rendering:
        """What is kept under the key, else what `render` makes in a thread.

        Raises Busy when too many wait, or when the wait takes too long.
        """
        if (kept := self._kept.get(key)) is not None:
            return kept
        await self._wait()
        try:
            # whoever was before may have rendered the same
            kept = self._kept.get(key)
            return kept if kept is not None else self._kept.put(key, await asyncio.to_thread(render))
        finally:
            self._turn.release()

    async def _wait(self) -> None:
        if self._waiting >= _MAX_WAITING:
            raise Busy("Too many files are asked for at once.")
        self._waiting += 1
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                await self._turn.acquire()
        except TimeoutError:
            raise Busy("Too many files are asked for at once.") from None
        finally:
            self._waiting -= 1
