"""Clients that others wrote, as anybody would use them: each gives the lines of what it has received."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import playwright
from playwright.async_api import Browser
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

Received = Callable[[], Awaitable[list[str]]]
"""Lines `subscribed`, and `<cursor> <kind> <length of the description>` for each change."""

# the test steers a browser with a node of its own, which brings the package ws along
DRIVER = Path(playwright.__file__).parent / "driver"
FOLLOW = Path(__file__).with_name("follow.js")


@asynccontextmanager
async def in_node(kind: str, url: str) -> AsyncIterator[Received]:
    """`EventSource` and `WebSocket` as node has them, or the package `ws`."""
    command = [DRIVER / "node", "--experimental-eventsource", "--no-warnings", FOLLOW, kind, url]
    process = await asyncio.create_subprocess_exec(
        *command, DRIVER / "package" / "lib" / "utilsBundle.js", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    lines: list[str] = []
    reading = asyncio.create_task(_read(process.stdout, lines))
    try:
        yield _now(lines)
    finally:
        process.kill()
        await process.wait()
        await reading


@asynccontextmanager
async def in_browser(browser: Browser, url: str) -> AsyncIterator[Received]:
    """EventSource, in Chromium, on the service's own page."""
    page = await browser.new_page()
    await page.goto(url)
    await page.evaluate(
        "follow => { window.lines = []; const console = { log: (...words) => window.lines.push(words.join(' ')) };"
        " const process = { argv: ['', '', 'EventSource', location.origin, ''] }; eval(follow); }",
        FOLLOW.read_text(encoding="utf-8"),
    )

    async def received() -> list[str]:
        lines: list[str] = await page.evaluate("window.lines")
        return lines

    yield received
    await page.close()


@asynccontextmanager
async def in_python(url: str) -> AsyncIterator[Received]:
    """The library `websockets`, which connects again by itself."""
    lines: list[str] = []
    following = asyncio.create_task(_follow(f"{url.replace('http', 'ws')}/ws", lines))
    try:
        yield _now(lines)
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following


async def _follow(url: str, lines: list[str]) -> None:
    cursor = None
    async for socket in connect(url, proxy=None):
        await socket.send(json.dumps({"type": "subscribe", "rooms": ["events:all"], "cursor": cursor}))
        with suppress(ConnectionClosed):
            async for text in socket:
                message = json.loads(text)
                cursor = message.get("cursor", cursor)
                if message["type"] == "event":
                    lines.append(f"{cursor} {message['kind']} {len(message['data'].get('description') or '')}")
                elif message["type"] == "subscribed":
                    lines.append("subscribed")


async def _read(stream: asyncio.StreamReader, lines: list[str]) -> None:
    while line := await stream.readline():
        lines.append(line.decode().strip())


def _now(lines: list[str]) -> Received:
    async def received() -> list[str]:
        return lines

    return received
