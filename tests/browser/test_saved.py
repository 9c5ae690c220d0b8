"""Views with a name ("my Thursdays"), kept on the device; and the page in the reader's language."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.test_axe import wrong_on
from tests.browser.test_page import open_live, row
from tests.realtime.running import Running
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_view_gets_a_name_and_is_there_until_it_is_taken_away(page: Page, scene: Scene) -> None:
    jazz = scene.open("Jazz night", scene.at(1, 20), category="music")
    market = scene.open("Flea market", scene.at(1, 11), category="market")
    await open_live(page)
    saved = page.get_by_role("region", name="Saved views")
    await expect(saved).to_be_hidden()
    await page.get_by_role("link", name="Music", exact=True).click()
    await saved.get_by_role("button", name="Save this view").click()
    assert await wrong_on(page, "the form") == []
    await page.get_by_label("Name of this view").fill("my <i>Thursdays</i>")
    await page.keyboard.press("Enter")
    link = saved.get_by_role("link", name="my <i>Thursdays</i>")
    await expect(link).to_have_attribute("aria-current", "page")
    await expect(link).to_be_focused()

    await open_live(page)
    await expect(row(page, market)).to_be_visible()
    await link.click()
    await expect(page).to_have_url(re.compile(r"/\?category=music$"))
    await expect(row(page, market)).to_have_count(0)
    await expect(row(page, jazz)).to_be_visible()
    await saved.get_by_role("button", name="Remove my <i>Thursdays</i>").click()
    await expect(link).to_have_count(0)
    await expect(saved.get_by_role("button", name="Save this view")).to_be_visible()
    assert await page.evaluate("localStorage.getItem('jatre views')") == "[]"


async def test_what_else_is_kept_there_is_no_view(page: Page, scene: Scene) -> None:
    await page.add_init_script(
        """localStorage.setItem('jatre views', JSON.stringify(
            [{ name: 'evil', address: 'javascript:alert(1)' }, { name: 'away', address: '//evil.example' }, 7, null,
             { name: 'mine', address: '/?category=music' }]))"""
    )
    await open_live(page, "/?category=music")
    await expect(page.locator("#saved-views a")).to_have_text(["mine"])


async def test_twenty_views_are_kept_and_no_further_one_is_offered(page: Page, scene: Scene) -> None:
    await open_live(page, "/?category=music")
    save = page.get_by_role("button", name="Save this view")
    for kept, offered in ((19, True), (20, False)):
        await page.evaluate(
            """(kept) => {
                const views = [...Array(kept).keys()].map((n) => ({ name: `view ${n}`, address: `/?q=jazz${n}` }));
                localStorage.setItem("jatre views", JSON.stringify(views));
                dispatchEvent(new StorageEvent("storage", { key: "jatre views" }));
            }""",
            kept,
        )
        await expect(page.locator("#saved-views a")).to_have_count(kept)
        await expect(save).to_be_visible(visible=offered)


async def test_the_page_is_switched_to_kannada_and_stays_so(page: Page, scene: Scene) -> None:
    event = scene.open("Jazz night", scene.at(1, 20), cost_type="free", category="music")
    await page.goto("/?category=music")
    await page.get_by_role("link", name="ಕನ್ನಡ").click()
    await expect(page.locator("html")).to_have_attribute("lang", "kn")
    await expect(page).to_have_url(re.compile(r"/\?category=music$"))
    await expect(page.locator("#pulse")).to_have_text("ಲೈವ್")
    assert await wrong_on(page, "in Kannada") == []
    new = scene.open("Late jam", scene.at(1, 22), category="music")
    await expect(row(page, new).locator(".mark")).to_have_text("ಹೊಸದು")
    await expect(row(page, event).locator(".price")).to_have_text("ಉಚಿತ")
    await expect(page.locator("h1")).to_have_text("ಏನೇನಿದೆ · ಸಂಗೀತ")
    await page.get_by_role("link", name="ನಾಳೆ", exact=True).click()
    await expect(page).to_have_title("Indiranagar: ನಾಳೆ · Jatre")
    await row(page, event).locator("a").click()
    await expect(page.get_by_role("dialog")).to_contain_text("ಯಾವಾಗ")
    await page.goto(f"/e/{event}")
    await expect(page.locator("article dt").first).to_have_text("ಯಾವಾಗ")
    await page.get_by_role("link", name="English").click()
    await expect(page.locator("article dt").first).to_have_text("When")
    await page.goto("/?lang=kn&category=music")
    await page.get_by_role("link", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page).to_have_url(re.compile(r"/\?category=music$"))


async def test_a_browser_that_prefers_kannada_gets_it_on_a_small_screen(
    browser: Browser, jatre: Running, scene: Scene
) -> None:
    scene.open("Jazz night", scene.at(1, 20), cost_type="free", category="music", status="postponed")
    context = await browser.new_context(base_url=jatre.url, locale="kn-IN", viewport={"width": 320, "height": 700})
    page = await context.new_page()
    await page.goto("/")
    await expect(page.locator("#pulse")).to_have_text("ಲೈವ್")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    await context.close()
