"""A site that fails in every way that real ones do: `/failing/<how>`.

| how | what comes |
|---|---|
| `500`, `503` | an error of the server |
| `429` | "slow down", with `Retry-After: 120` |
| `404`, `410` | nothing here, nothing here any more |
| `timeout` | nothing for `?seconds=` (60) |
| `drip` | a byte now and then, for ever |
| `cut` | a connection that ends before the body does |
| `cut-json` | a document that ends in the middle, with the length of what was sent |
| `login` | a page that asks for a password, with status 200 |
| `charset` | Windows-1252 that claims to be UTF-8 |
| `redirects` | a circle |
| `away` | a redirect to a file of the reader's own disk |
| `huge` | 24 MB |
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse

HEADERS: dict[str, dict[str, str]] = {"429": {"Retry-After": "120"}, "503": {"Retry-After": "30"}}
LOGIN = '<!doctype html><title>Sign in</title><form><input name="user"><input type="password" name="password"></form>'
CUT_JSON = '{"events": [{"@type": "Event", "@id": "half", "name": "Half an ev'
CAFE = (
    '<!doctype html><meta charset="utf-8"><script type="application/ld+json">{"@type": "Event", "@id": "cafe",'
    ' "name": "Soirée at the Café – an evening", "startDate": "2031-05-03T19:00:00+05:30"}</script>'
)


async def failing(request: Request) -> Response:
    """One failure."""
    how = request.path_params["how"]
    if how.isdigit() and 400 <= int(how) < 600:
        return PlainTextResponse("It is not our day.", int(how), headers=HEADERS.get(how))
    if how == "timeout":
        asked = request.query_params.get("seconds", "60")
        await asyncio.sleep(min(float(asked), 60.0) if asked.isdecimal() else 60.0)
    known: dict[str, Response] = {
        "timeout": PlainTextResponse("too late"),
        "drip": StreamingResponse(_drip(), media_type="application/json"),
        "cut": StreamingResponse(_short(), headers={"content-length": "5000"}, media_type="text/html"),
        "cut-json": Response(CUT_JSON, media_type="application/json"),
        "login": HTMLResponse(LOGIN),
        "charset": Response(CAFE.encode("cp1252"), headers={"content-type": "text/html; charset=utf-8"}),
        "redirects": RedirectResponse("/failing/redirects"),
        "away": RedirectResponse("file:///etc/hostname"),
        "huge": StreamingResponse(_huge(), media_type="application/json"),
    }
    return known.get(how) or PlainTextResponse("We do not fail in this way.", 404)


async def _drip() -> AsyncIterator[bytes]:
    while True:
        yield b" "
        await asyncio.sleep(0.1)


async def _short() -> AsyncIterator[bytes]:
    yield b"<!doctype html><p>The end is mis"
    raise ConnectionResetError("this is what the page is for")


async def _huge() -> AsyncIterator[bytes]:
    for _ in range(24):
        yield b" " * 1_000_000
