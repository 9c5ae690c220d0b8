"""Files that take long to render: one at a time and off the event loop; the last ones are kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from typing import NamedTuple

from realtime.limits.bulkhead import Bulkhead
from realtime.limits.byte_bound_cache import ByteBoundCache

_MAX_WAITING = 8
"""Each holds the answer of the database meanwhile, some megabytes."""
_WAIT_SECONDS = 10.0
_ENTRY_BYTES = 512
"""What is kept of a file beside its body, about: a file without events is smaller than that."""


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
        self._kept: ByteBoundCache[bytes, Rendering] = ByteBoundCache(max_bytes, _bytes_of)
        self._rendering = Bulkhead(1, _MAX_WAITING, _WAIT_SECONDS, "Too many files are asked for at once.")

    async def get(self, made_of: str, render: Callable[[], Rendering]) -> Rendering:
        """What is kept of the same text, of any length, else what `render` makes in a thread.

        Raises Busy when too many wait, or when the wait takes too long.
        """
        # a digest: what a client writes into its address may be far longer than the file
        key = hashlib.blake2b(made_of.encode()).digest()
        if (kept := self._kept.get(key)) is not None:
            return kept
        async with self._rendering.turn():
            # whoever was before may have rendered the same
            kept = self._kept.get(key)
            return kept if kept is not None else self._kept.put(key, await asyncio.to_thread(render))


def _bytes_of(rendering: Rendering) -> int:
    return len(rendering.body) + _ENTRY_BYTES
