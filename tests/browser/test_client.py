"""The live feed's client for browsers, as a page of somebody else would use it."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_page import open_live
from tests.realtime.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOLLOW = """async (module) => {
    const { LiveFeed } = await import(module);
    const tell = (...words) => document.body.append(
        Object.assign(document.createElement("samp"), { textContent: words.join(" ") }));
    new LiveFeed({
        rooms: ["events:all"],
        filter: { cost: "free" },
        onChange: ({ kind, entity }) => tell(kind, entity),
        onState: (state) => tell(state),
    }).start();
}"""


async def test_it_follows_free_events_alone(page: Page, town: Town) -> None:
    await open_live(page)
    script = await page.locator("script[type=module]").first.get_attribute("src")
    assert script is not None
    await page.evaluate(FOLLOW, script.rpartition("/")[0] + "/live.js")
    told = page.locator("samp")
    await expect(told).to_have_text(["live"])
    town.open("Dear", town.at(1, 19), cost_type="paid")
    free = town.open("Free", town.at(1, 20), cost_type="free")
    town.change(free, title="Free, and moved upstairs")
    town.change(free, cost_type="paid")
    await expect(told).to_have_text(["live", *(f"event:{kind} {free}" for kind in ("new", "updated", "removed"))])
