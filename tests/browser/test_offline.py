"""The page without a network: the last list and the events that were looked at, and back to the present by itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.test_page import open_live, row
from tests.realtime.running import Running
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

KEPT = "async () => (await (await caches.open('jatre kept')).keys()).map(({ url }) => new URL(url).pathname)"


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, jatre: Running) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=jatre.url)
    context.set_default_timeout(8_000)
    yield await context.new_page()
    await context.close()


async def kept(page: Page) -> list[str]:
    """What is kept, as soon as the first page and what it is drawn with are: the page comes last."""
    async with asyncio.timeout(8):
        while "/" not in (paths := await page.evaluate(f"({KEPT})()")):  # noqa: ASYNC110 - it signals nothing
            await asyncio.sleep(0.05)
    return list(paths)


async def test_the_last_list_is_there_without_a_network_and_the_present_one_with_it(
    page: Page, scene: Scene, jatre: Running
) -> None:
    seen = scene.open("Jazz night", scene.at(1, 20), description="Bring a chair.")
    await open_live(page)
    await kept(page)
    await page.goto(f"/e/{seen}")
    await page.context.set_offline(True)

    await page.goto("/?when=week")
    await expect(row(page, seen)).to_contain_text("Jazz night")
    await expect(page.locator("#pulse")).to_have_text(re.compile(r"as of \d\d:\d\d, offline"))
    await page.goto(f"/e/{seen}")
    await expect(page.locator("article")).to_contain_text("Bring a chair.")
    await page.goto("/e/00000000-0000-0000-0000-000000000000")
    await expect(row(page, seen)).to_be_visible()

    missed = scene.open("While away", scene.at(1, 21))
    await page.context.set_offline(False)
    await expect(row(page, missed)).to_be_visible(timeout=15_000)
    # what was kept has the clock of then
    assert await page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


async def test_nothing_of_the_api_is_kept(page: Page, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    await open_live(page)
    await page.get_by_role("link", name="Tomorrow", exact=True).click()
    await expect(page.locator(".row")).to_have_count(1)

    paths = await kept(page)
    assert [path for path in paths if not path.startswith("/static/")] == ["/"]
    assert any(path.endswith("/page.js") for path in paths)
    assert any(path.endswith("/page.css") for path in paths)


async def test_it_can_be_installed(page: Page) -> None:
    await open_live(page)
    session = await page.context.new_cdp_session(page)
    found = await session.send("Page.getAppManifest")
    assert (found["errors"], found["url"].rpartition("/")[2]) == ([], "manifest.webmanifest")
    refused = (await session.send("Page.getInstallabilityErrors"))["installabilityErrors"]
    assert {one["errorId"] for one in refused} <= {"in-incognito"}, "as the browser of these tests is"
