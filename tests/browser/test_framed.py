"""The console within Airflow's page: one signs in there and decides; no other page may frame it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.test_console import listing
from tests.conftest import ROOT, Database
from tests.realtime.holders import hold
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene
from tests.sources.conftest import Site, served

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def page_with(address: str) -> str:
    """A page that frames an address as our view inside Airflow does."""
    script = (ROOT / "plugins" / "static" / "views.js").read_text(encoding="utf-8")
    (leave,) = re.findall(r'const LEAVE = "([^"]+)"', script)
    return f'<title>Airflow</title><iframe title="Moderation" src="{address}" sandbox="{leave}"></iframe>'


@pytest_asyncio.fixture(loop_scope="session")
async def town(database: Database, scene: Scene) -> AsyncIterator[tuple[Running, Site, Site]]:
    """The service, Airflow, and another site of the same machine."""
    with served() as airflow, served() as other:
        async with running(database.service_url, airflow_url=f"{airflow.base}/ui") as service:
            for site in (airflow, other):
                site.put("/", page_with(f"{service.url}/admin"))
            yield service, airflow, other


async def test_the_console_is_used_within_airflow_and_nowhere_else(
    browser: Browser, town: tuple[Running, Site, Site], database: Database, scene: Scene
) -> None:
    _, airflow, other = town
    scene.run("insert into event_sources (slug, name, kind, type) values ('guide', 'Guide', 'rss', 'rss')")
    listing(scene, "guide", scene.open("Jazz", scene.at(2, 20), moderation_status="pending"), "Jazz")
    page: Page = await (await browser.new_context()).new_page()
    await page.goto(airflow.base)
    framed = page.frame_locator("iframe")
    await framed.get_by_label("Token").fill(hold(database))
    await framed.get_by_label("Token").press("Enter")
    await expect(framed.locator("#live-text")).to_have_text("live")

    await page.reload()  # the session is there also when the frame is opened anew
    await expect(framed.locator("#live-text")).to_have_text("live")
    await expect(framed.locator("#chosen h2")).to_have_text("Jazz")
    await framed.locator("#chosen h2").click()
    await page.keyboard.press("a")
    await expect(framed.locator("#chosen")).to_contain_text("Nothing waits")
    await framed.get_by_role("link", name="Sources").click()
    await expect(framed.get_by_role("heading", level=1)).to_have_text("Sources")

    guide = framed.locator('[data-source="guide"]')  # browsers ask nothing themselves within a frame: the console does
    await guide.get_by_role("button", name="Pause").click()
    await page.keyboard.press("Escape")
    await expect(guide.get_by_role("button", name="Pause")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("it moves")
    await page.keyboard.press("Enter")
    await expect(guide).to_contain_text("paused by meena: it moves")

    for foreign in (other.base, other.base.replace("127.0.0.1", "localhost")):
        async with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
            await page.goto(foreign)
    await page.context.close()
