"""Reads that several requests want at the same time: one does it, and the others wait for what it brings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SharedReads(Generic[K, V]):
    """The reads that are under way, by what they read. Nothing is kept once a read has ended."""

    def __init__(self) -> None:
        self._under_way: dict[K, asyncio.Future[V]] = {}

    def under_way(self, key: K) -> asyncio.Future[V] | None:
        """The same read, when somebody is at it; wait for it with `ended`."""
        return self._under_way.get(key)

    async def lead(self, key: K, read: Callable[[], Awaitable[V]]) -> V:
        """Read for oneself and for those who want the same meanwhile; they get the error, too."""
        future: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._under_way[key] = future
        try:
            value = await read()
        except Exception as error:
            future.set_exception(error)
            future.exception()  # nobody may have waited for it
            raise
        else:
            future.set_result(value)
            return value
        finally:
            del self._under_way[key]
            future.cancel()  # does nothing to one that is done

    async def ended(self, future: asyncio.Future[V]) -> bool:
        """Whether the read came to its end; False when the one who read went away, so that another one has to do it."""
        await asyncio.wait([future])
        return not future.cancelled()
