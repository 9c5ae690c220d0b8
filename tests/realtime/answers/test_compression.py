"""Compressed answers. What a reader takes, and what is kept of lists: `tests/realtime/api/test_kept_lists.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from realtime.answers.compression import Compression, encoding_of


async def test_what_comes_in_parts_is_compressed_in_parts() -> None:
    """A large answer, and one that is not known to its end when it begins."""

    async def parts(_: Request) -> Response:
        async def texts() -> AsyncIterator[str]:
            for number in range(3):
                yield f"part {number} " * 100_000

        return StreamingResponse(texts(), media_type="text/plain")

    whole = PlainTextResponse("one " * 100_000)
    app = Starlette(routes=[Route("/parts", parts), Route("/whole", whole)], middleware=[Middleware(Compression)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://jatre.example") as client:
        for path, length in (("/parts", 2_100_000), ("/whole", 400_000)):
            answer = await client.get(path, headers={"accept-encoding": "br"})
            assert (answer.headers["content-encoding"], len(answer.text)) == ("br", length)


@pytest.mark.parametrize("accepted", ["br;q=0, gzip;q=0", "br;q=-1, gzip;q=-1", "br;q=nan", "br;q=", "", "identity"])
def test_no_weight_above_zero_takes_no_encoding(accepted: str) -> None:
    assert encoding_of(Headers({"accept-encoding": accepted})) is None
