"""Compressed answers for who takes them: by Brotli, which is smaller and takes less of the processor, else as gzip."""

from __future__ import annotations

import gzip
from typing import Literal

import anyio.to_thread
import brotli  # type: ignore[import-untyped]
from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from realtime.answers.preferences import weights

Encoding = Literal["br", "gzip"]
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip")
"""The better one first."""
BROTLI_QUALITY, GZIP_LEVEL = 4, 5
"""Of a list of a hundred events and of the page, Brotli makes an eighth to a sixth less than gzip, in three quarters of
its time; of a list of twenty about the same. From quality 5 on it takes longer than gzip."""
MIN_COMPRESSED_BYTES = 1_000
"""Shorter answers are not compressed."""
HUGE_BYTES, HUGE_QUALITY = 1024 * 1024, 2
"""From here on Brotli has a lower quality: a map of 10,000 points is a fifteenth larger, in a fourth of the time."""
LARGE_BYTES = 128 * 1024
"""From here on it takes a millisecond and more, and others do not wait for it; as Starlette has it for gzip."""


def encoding_of(headers: Headers) -> Encoding | None:
    """The encoding that a client would rather have, by its `Accept-Encoding` (RFC 9110, 12.5.3).

    Only what is named is taken for taken, and `q=0` names it to refuse it.
    """
    wanted = weights(",".join(headers.getlist("accept-encoding")))
    best = max(ENCODINGS, key=lambda name: wanted.get(name, 0.0))
    return best if wanted.get(best) else None


def compressed(body: bytes, encoding: Encoding) -> bytes:
    """The whole body in an encoding; alike each time."""
    if encoding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    made: bytes = brotli.compress(body, quality=_quality(body))
    return made


def _quality(body: bytes) -> int:
    return HUGE_QUALITY if len(body) >= HUGE_BYTES else BROTLI_QUALITY


class Compression:
    """Compresses answers that are not compressed yet, but for streams of events and pictures."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        responder: ASGIApp
        match encoding_of(Headers(scope=scope)):
            case "br":
                responder = _BrotliResponder(self._app, MIN_COMPRESSED_BYTES)
            case "gzip":
                responder = GZipResponder(self._app, MIN_COMPRESSED_BYTES, GZIP_LEVEL)
            case None:
                responder = IdentityResponder(self._app, MIN_COMPRESSED_BYTES)
        await responder(scope, receive, send)


class _BrotliResponder(IdentityResponder):
    content_encoding = "br"
    _compressor: brotli.Compressor | None = None

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """See IdentityResponder."""
        if len(body) >= LARGE_BYTES:
            return await anyio.to_thread.run_sync(self._compress, body, more_body)
        return self._compress(body, more_body)

    def _compress(self, body: bytes, more_body: bool) -> bytes:
        if self._compressor is None:
            self._compressor = brotli.Compressor(quality=_quality(body))
        made: bytes = self._compressor.process(body)
        made += self._compressor.flush() if more_body else self._compressor.finish()
        return made
