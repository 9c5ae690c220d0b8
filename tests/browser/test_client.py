"""The live feed's client for browsers, as a page of somebody else would use it."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_page import open_live
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOLLOW = """async (module) => {
    const { LiveFeed } = await import(module);
    const print = (...words) => document.body.append(
        Object.assign(document.createElement("samp"), { textContent: words.join(" ") }));
    new LiveFeed({
        rooms: ["events:all"],
        filter: { cost: "free" },
        onChange: ({ kind, entity }) => print(kind, entity),
        onState: (state) => print(state),
    }).start();
}"""


async def test_it_follows_free_events_alone(page: Page, scene: Scene) -> None:
    await open_live(page)
    script = await page.locator("script[type=module]").first.get_attribute("src")
    assert script is not None
    await page.evaluate(FOLLOW, script.rpartition("/")[0] + "/live.js")
    printed = page.locator("samp")
    await expect(printed).to_have_text(["live"])
    scene.open("Dear", scene.at(1, 19), cost_type="paid")
    free = scene.open("Free", scene.at(1, 20), cost_type="free")
    scene.change(free, title="Free, and moved upstairs")
    scene.change(free, cost_type="paid")
    await expect(printed).to_have_text(["live", *(f"event:{kind} {free}" for kind in ("new", "updated", "removed"))])


ASK = """async ([module, rooms]) => {
    const { LiveFeed } = await import(module);
    const print = (...words) => document.body.append(
        Object.assign(document.createElement("samp"), { textContent: words.join(" ") }));
    new LiveFeed({ rooms, onState: (state, why) => print(state, why?.status ?? "", why?.field ?? "") }).start();
}"""


async def test_it_asks_no_more_where_it_may_not_come_in(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("403", "/api/events/live?rooms=moderation")  # type: ignore[attr-defined]
    await open_live(page)
    script = await page.locator("script[type=module]").first.get_attribute("src")
    assert script is not None
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "rooms=moderation" in request.url else None)
    await page.evaluate(ASK, [script.rpartition("/")[0] + "/live.js", ["moderation"]])
    await expect(page.locator("samp")).to_have_text(["refused 403 rooms"])
    await asyncio.sleep(1.5)  # longer than it waits before it tries again
    assert len(asked) == 2


async def test_it_comes_back_when_the_service_is_only_away(page: Page, scene: Scene) -> None:
    page.expected_complaints = ("503",)  # type: ignore[attr-defined]
    await open_live(page)
    script = await page.locator("script[type=module]").first.get_attribute("src")
    assert script is not None
    await page.route("**/live?rooms=events%3Amusic", lambda route: asyncio.ensure_future(route.fulfill(status=503)))
    await page.evaluate(ASK, [script.rpartition("/")[0] + "/live.js", ["events:music"]])
    printed = page.locator("samp")
    await expect(printed).to_have_text(["reconnecting"])
    await page.unroute("**/live?rooms=events%3Amusic")
    await expect(printed).to_have_text([re.compile("reconnecting"), re.compile("live")])
