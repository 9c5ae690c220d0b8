"""Many tabs of one browser, which allows a site six connections: they share one stream, and lose nothing by it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.test_page import open_live, row
from tests.conftest import Database
from tests.realtime.running import Running, running, until
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser, jatre: Running) -> AsyncIterator[BrowserContext]:
    made = await browser.new_context(base_url=jatre.url, service_workers="block")
    made.set_default_timeout(8_000)
    yield made
    await made.close()


async def live_tab(context: BrowserContext) -> Page:
    page = await context.new_page()
    await open_live(page)
    return page


def streams(jatre: Running) -> int:
    return len(jatre.service.hub.connections)


async def everywhere(pages: list[Page], event: str) -> None:
    for page in pages:
        await expect(row(page, event)).to_be_visible()


async def test_eight_tabs_share_one_stream_and_pass_it_on(
    context: BrowserContext, jatre: Running, scene: Scene
) -> None:
    pages = [await live_tab(context) for _ in range(8)]
    assert streams(jatre) == 1
    await everywhere(pages, scene.open("For all", scene.at(1, 18)))

    # the one that has the stream goes, again and again
    while len(pages) > 2:
        await pages.pop(0).close()
        meanwhile = scene.open(f"With {len(pages)} left", scene.at(1, 19))
        await everywhere(pages, meanwhile)
        await until(lambda: streams(jatre) == 1)


@pytest.mark.parametrize("anew", [False, True], ids=["same epoch", "new epoch"])
async def test_who_joins_late_reads_what_it_lacks(
    context: BrowserContext, jatre: Running, scene: Scene, database: Database, anew: bool
) -> None:
    first = await live_tab(context)
    late = await context.new_page()
    # between its list and its joining, the others hear of an event
    loaded, go = asyncio.Event(), asyncio.Event()

    async def hold(route) -> None:  # type: ignore[no-untyped-def]
        loaded.set()
        await go.wait()
        await route.continue_()

    await late.route("**/page.js", hold)
    opening = asyncio.create_task(late.goto("/", wait_until="commit"))
    await loaded.wait()
    await opening
    missed = scene.open("Between list and stream", scene.at(1, 20))
    if anew:
        await expect(row(first, missed)).to_be_visible()
        with psycopg.connect(database.owner_url) as owner:
            owner.execute("select jatre.feed_new_epoch_v1()")
        epoch = jatre.service.ring.epoch
        await until(lambda: jatre.service.ring.epoch != epoch)
    await expect(row(first, missed)).to_be_visible()
    go.set()
    await expect(row(late, missed)).to_be_visible()
    assert streams(jatre) == 1


@asynccontextmanager
async def asleep(page: Page) -> AsyncIterator[None]:
    """No script of the page runs, as in one that is frozen; on waking it is told so.

    A headless browser takes its tabs for visible, and freezes none of these.
    """
    session = await page.context.new_cdp_session(page)
    await session.send("Debugger.enable")
    stopped = asyncio.Event()
    session.on("Debugger.paused", lambda _: stopped.set())
    await session.send("Debugger.pause")
    await stopped.wait()  # at the page's next step: it looks at the clock every other second
    yield
    await session.send("Debugger.resume")
    await session.detach()
    await page.evaluate("document.dispatchEvent(new Event('resume'))")


async def test_a_leader_that_is_asleep_loses_the_stream_and_catches_up_when_it_wakes(
    context: BrowserContext, jatre: Running, scene: Scene
) -> None:
    leader = await live_tab(context)
    other = await live_tab(context)
    async with asleep(leader):
        event = scene.open("While one slept", scene.at(1, 18))
        await expect(row(other, event)).to_be_visible(timeout=15_000)
    await everywhere([leader, other], event)
    await until(lambda: streams(jatre) == 1)
    await everywhere([leader, other], scene.open("And after", scene.at(1, 19)))


class Line:
    """A way to the service whose streams can die as they do on networks: nothing comes any more, and nobody says so."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._tasks: list[asyncio.Task[None]] = []
        self._writers: list[asyncio.StreamWriter] = []
        self._streaming: set[asyncio.StreamWriter] = set()
        self._dead: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Line:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._port)
        self._writers += (writer, back)
        for source, target in ((reader, back), (there, writer)):
            self._tasks.append(asyncio.create_task(self._pass_on(source, target)))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65_536):
            if b"text/event-stream" in data:
                self._streaming.add(target)
            if target not in self._dead:
                target.write(data)
                await target.drain()
        target.close()

    def die(self) -> None:
        """What streams by now stays connected, and brings nothing any more; other connections live."""
        self._dead |= self._streaming

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*self._tasks, *(one.wait_closed() for one in self._writers), return_exceptions=True)
        await self._server.wait_closed()


async def test_a_page_that_wakes_up_looks_at_once_whether_its_stream_lives(
    browser: Browser, database: Database, scene: Scene
) -> None:
    # with the usual keepalive: by its silence alone a dead stream is noticed after 39 seconds
    async with (
        running(database.service_url, as_of=scene.at(0, 12)) as service,
        Line(int(service.url.rpartition(":")[2])) as line,
        await browser.new_context(base_url=line.url, service_workers="block") as context,
    ):
        page = await live_tab(context)
        line.die()
        async with asleep(page):
            event = scene.open("While it slept", scene.at(1, 18))
        await expect(row(page, event)).to_be_visible(timeout=10_000)


async def test_the_client_for_other_sites_has_an_address_that_stays(jatre: Running) -> None:
    script = await jatre.client.get("/static/live.js", headers={"origin": "https://calendar.example"})
    again = await jatre.client.get("/static/live.js", headers={"if-none-match": script.headers["etag"]})

    assert script.headers["access-control-allow-origin"] == "*"
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "max-age=3600" in script.headers["cache-control"]
    assert re.findall(r"^import ", script.text, re.MULTILINE) == [], "one file is all that it is"
    assert again.status_code == 304
