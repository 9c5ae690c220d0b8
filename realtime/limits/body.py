"""How much of a request's body is read."""

from __future__ import annotations

from starlette.requests import Request


async def read_within(request: Request, max_bytes: int, refusal: Exception) -> bytes:
    """The body of a request. Raises: `refusal` as soon as more has come than `max_bytes`, whatever was announced."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            raise refusal
    return bytes(body)
