"""A headless browser in front of the service. Whatever it complains about fails the test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from deploy.local.system import packages
from tests.conftest import Database
from tests.realtime.conftest import scene
from tests.realtime.running import Running, running
from tests.realtime.scene import Scene

__all__ = ["scene"]

expect.set_options(timeout=30_000)  # a busy machine is no fault of the page's

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    found = packages.chromium()
    if found is None:
        pytest.skip("no Chromium here: install the package chromium, or name one in the variable CHROMIUM")
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, headless."""
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def jatre(database: Database, scene: Scene) -> AsyncIterator[Running]:
    """The service, in the browser's loop. Its clock stands at noon: "tonight" is another night after midnight."""
    async with running(database.service_url, keepalive_seconds=0.5, as_of=scene.at(0, 12)) as service:
        yield service


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, jatre: Running) -> AsyncIterator[Page]:
    """A page of a reader far from the town, so that the browser's own zone shows when it is used."""
    context = await browser.new_context(
        base_url=jatre.url,
        timezone_id="America/New_York",
        viewport={"width": 1280, "height": 800},
        service_workers="block",  # what passes one is not seen by `page.route`
    )
    context.set_default_timeout(8_000)
    page = await context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if _is_foreign(asked.url, jatre.url) else None)
    yield page
    await context.close()
    expected = ("Service Worker registration blocked", *getattr(page, "expected_complaints", ()))
    assert [each for each in complaints if not any(part in each for part in expected)] == []


def _is_foreign(url: str, home: str) -> bool:
    return url.startswith("http") and urlsplit(url).netloc != urlsplit(home).netloc
