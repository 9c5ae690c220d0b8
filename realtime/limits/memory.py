"""Memory goes back to the system once it is free: a burst of clients must not stay as the size of the process."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import sys

_MMAP_THRESHOLD = -3
_MMAP_BYTES = 128 * 1024
_TRIM_SECONDS = 10.0


def settle() -> None:
    """Let large blocks be returned as they are freed; glibc would raise the size from which they are, and keep them."""
    with contextlib.suppress(OSError, AttributeError):
        _libc().mallopt(_MMAP_THRESHOLD, _MMAP_BYTES)


def give_back() -> None:
    """Return what is free. Takes some milliseconds, so not with every request; does nothing on other C libraries."""
    with contextlib.suppress(OSError, AttributeError):
        _libc().malloc_trim(0)


async def watch() -> None:
    """Return what is free, every now and then, for ever."""
    while True:
        await asyncio.sleep(_TRIM_SECONDS)
        give_back()


def _libc() -> ctypes.CDLL:
    if not sys.platform.startswith("linux"):
        raise OSError("no glibc")
    return ctypes.CDLL("libc.so.6")
