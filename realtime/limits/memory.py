"""Returns freed memory to the system: after a burst of clients the process must shrink again."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import sys

_MMAP_THRESHOLD = -3
_MMAP_BYTES = 128 * 1024
_TRIM_SECONDS = 10.0


def configure() -> None:
    """Return large blocks as they are freed; by itself glibc would raise the size from which it does."""
    with contextlib.suppress(OSError, AttributeError):
        _libc().mallopt(_MMAP_THRESHOLD, _MMAP_BYTES)


def give_back() -> None:
    """Return free memory. Takes some milliseconds, so not with every request; does nothing on other C libraries."""
    with contextlib.suppress(OSError, AttributeError):
        _libc().malloc_trim(0)


async def watch() -> None:
    """Return free memory regularly, until cancelled."""
    while True:
        await asyncio.sleep(_TRIM_SECONDS)
        give_back()


def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise OSError("no glibc")
    return ctypes.CDLL("libc.so.6")
