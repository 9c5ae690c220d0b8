"""The calendar of the page: how many events each day has, and choosing days by pointer and by keys."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.test_axe import wrong_on
from tests.browser.test_page import open_live, row
from tests.realtime.scene import Scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OPENED = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/calendar.')).length"


async def test_days_are_chosen_from_their_counts_and_stand_in_the_address(page: Page, scene: Scene) -> None:
    first, second, third = (f"{scene.at(n, 0):%Y-%m-%d}" for n in (1, 2, 3))
    jazz = scene.open("Jazz night", scene.at(1, 20), category="music")
    scene.open("Flea market", scene.at(1, 11), category="market")
    pottery = scene.open("Pottery", scene.at(3, 11))
    later = scene.open("Later", scene.at(9, 11))
    await open_live(page)
    assert await page.evaluate(OPENED) == 0, "it is not of the first view"

    button, calendar = page.locator("#pick"), page.get_by_role("dialog", name="Days with events")
    await button.click()
    day = calendar.locator(f'[data-day="{first}"]')
    await expect(calendar).to_be_visible()
    if not await day.count():  # the month ends today
        await calendar.get_by_role("button", name="Later month").click()
    await expect(day).to_have_accessible_name(re.compile(r"^Tomorrow, .*, 2 events$"))
    assert await wrong_on(page, "the calendar") == []

    await day.click()
    await expect(page).to_have_url(f"{page.url.partition('?')[0]}?when={first}")
    await expect(row(page, pottery)).to_have_count(0)
    await expect(row(page, jazz)).to_be_visible()
    await expect(button).to_have_text(f"{scene.at(1, 0):%a} {scene.at(1, 0).day} {scene.at(1, 0):%b}")

    # by keys: two days on, which makes it a range
    assert await page.evaluate("document.activeElement.dataset.day") == first
    await page.keyboard.press("ArrowRight")
    assert await page.evaluate("document.activeElement.dataset.day") == second
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(rf"when={first}\+to\+{third}$"))
    await expect(row(page, pottery)).to_be_visible()
    await expect(row(page, later)).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(calendar).to_be_hidden()
    await expect(button).to_be_focused()

    await page.reload()
    await expect(page.locator(".row")).to_have_count(3)
    await expect(page.locator("#pulse")).to_have_text("Live")
    arrived = scene.open("Just announced", scene.at(2, 20))
    await expect(row(page, arrived)).to_be_visible()
    await page.get_by_role("link", name="Everything", exact=True).click()
    await expect(row(page, later)).to_be_visible()
    await expect(button).to_have_text("Other days")


async def test_days_that_are_none_are_left_out_and_empty_ones_show_what_comes_next(page: Page, scene: Scene) -> None:
    scene.open("Jazz night", scene.at(1, 20))
    for asked in ("when=2026-02-30", "when=9999-12-31", "when=2026-12-06 to 2026-12-05", "when=never&category=noise"):
        await open_live(page, f"/?{asked}")
        await expect(page.locator("#notice")).to_contain_text("asks for something there is not (when")
        await expect(page.locator("#pick")).to_have_text("Other days")
        await page.get_by_role("link", name="Tomorrow", exact=True).click()
        await expect(page.locator("h1")).to_have_text("Tomorrow")
        await expect(page.locator(".row")).to_have_count(1)
    day = scene.at(5, 0)
    await open_live(page, f"/?when={day:%Y-%m-%d}")
    await expect(page.locator("#notice")).to_have_text(
        f"Nothing on {day:%a} {day.day} {day:%b} yet; here is what comes next."
    )
